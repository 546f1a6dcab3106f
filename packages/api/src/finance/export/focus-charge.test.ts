import { describe, expect, it } from 'vitest';
import type { ExportedLine } from './exported-line.ts';
import { focusCharge } from './focus-charge.ts';

/** 129 image tokens at 30 a million, 0.00387, served and booked in November. */
const usage = {
  event: 'settled',
  accountCode: 5100,
  currency: 'USD',
  amount: '0.00387',
  meter: 'image_output',
  quantity: '129',
  unitPrice: '30',
  per: '1000000',
  multiplier: '1',
  divisor: '1',
  serviceAt: '2026-11-20T12:00:00.000000Z',
  accountingDate: '2026-11-20',
  corrects: null,
  isPrepaid: false,
} as ExportedLine;
const nothing = { meter: null, quantity: null, unitPrice: null, per: null, multiplier: null, divisor: null };
const charge = (change: Partial<ExportedLine>) => focusCharge({ ...usage, ...change }, 'cost', 'openai/gpt-image-2/realtime/image_output');

describe('A charge as FOCUS says it', () => {
  it('is a quantity at a price whose product is the cost', () => {
    expect(charge({})).toMatchObject({
      category: 'Usage',
      cost: '0.00387',
      billedCost: '0.00387',
      pricing: { quantity: '129', unit: 'Tokens', unitPrice: '0.00003' },
    });
  });

  it('is one unit at its own cost where the price does not multiply out', () => {
    const rounded = { amount: '0.043333333333', quantity: '129', unitPrice: '1', per: '2976', multiplier: '1', divisor: '1' };
    expect(charge(rounded)?.pricing).toEqual({ quantity: '1', unit: 'Charges', unitPrice: '0.043333333333' });
    expect(charge({ amount: '-0.00387', quantity: '-129' })?.pricing).toEqual({ quantity: '-129', unit: 'Tokens', unitPrice: '0.00003' });
  });

  it('is a correction only where the month it corrects was closed', () => {
    expect(charge({ corrects: 'another' })?.isCorrection).toBe(false);
    expect(charge({ corrects: 'another', accountingDate: '2026-12-01' })?.isCorrection).toBe(true);
  });

  it('is billed when credit is bought, and effective when it is used', () => {
    expect(charge({ isPrepaid: true })).toMatchObject({ billedCost: '0', effectiveCost: '0.00387' });
    const bought = charge({ ...nothing, accountCode: 1100, event: 'prepaid-opened', amount: '100' });
    expect(bought).toMatchObject({
      category: 'Purchase',
      billedCost: '100',
      effectiveCost: '0',
      pricing: { quantity: '1', unitPrice: '100' },
      component: null,
    });
    expect(charge({ ...nothing, accountCode: 1100, event: 'prepaid-used', amount: '-0.00387' })).toBeUndefined();
    expect(charge({ ...nothing, accountCode: 1100, event: 'prepaid-opened', amount: '300', currency: 'POINT' })).toBeUndefined();
    expect(charge({ ...nothing, accountCode: 5310, event: 'prepaid-expired', amount: '40' })).toMatchObject({
      category: 'Adjustment',
      billedCost: '0',
      effectiveCost: '40',
    });
  });

  it('is an adjustment where it is no usage, and tax where it is tax', () => {
    expect(charge({ ...nothing, accountCode: 5400, amount: '0.000000000001' })).toMatchObject({
      category: 'Adjustment',
      pricing: null,
      consumed: null,
    });
    expect(charge({ meter: 'stated_difference' })).toMatchObject({ category: 'Adjustment', pricing: null });
    expect(charge({ ...nothing, accountCode: 1300 })).toMatchObject({ category: 'Tax' });
  });
});

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
  provider: 'openai',
  invoice: null,
  isPrepaid: false,
  remainder: null,
} as ExportedLine;
const sku = {
  id: 'openai/gpt-image-2/realtime',
  priceId: 'openai/gpt-image-2/realtime/image_output',
  meter: 'image_output',
  details: '{}',
};
const nothing = { meter: null, quantity: null, unitPrice: null, per: null, multiplier: null, divisor: null };
const charge = (change: Partial<ExportedLine>) => focusCharge({ ...usage, ...change }, 'cost', sku);

describe('A charge as FOCUS says it', () => {
  it('is a quantity at a price whose product is the cost', () => {
    expect(charge({})).toMatchObject({
      category: 'Usage',
      cost: '0.00387',
      billedCost: '0.00387',
      pricing: { quantity: '129', unit: 'Tokens', unitPrice: '0.00003' },
      sku,
    });
  });

  it('is one unit at its own cost where the price does not multiply out', () => {
    const rounded = { amount: '0.043333333333', quantity: '129', unitPrice: '1', per: '2976', multiplier: '1', divisor: '1' };
    expect(charge(rounded)?.pricing).toEqual({ quantity: '1', unit: 'Charges', unitPrice: '0.043333333333' });
    expect(charge({ amount: '-0.00387', quantity: '-129' })?.pricing).toEqual({ quantity: '-129', unit: 'Tokens', unitPrice: '0.00003' });
  });

  it('is billed when credit is bought, and effective when it is used', () => {
    expect(charge({ isPrepaid: true })).toMatchObject({ billedCost: '0', effectiveCost: '0.00387' });
    const bought = charge({ ...nothing, accountCode: 1100, event: 'prepaid-opened', amount: '100' });
    expect(bought).toMatchObject({
      category: 'Purchase',
      billedCost: '100',
      effectiveCost: '0',
      pricing: { quantity: '1', unitPrice: '100' },
      sku: { priceId: 'openai/prepaid_credit' },
    });
    expect(charge({ isPrepaid: true, invoice: 'a statement' })).toMatchObject({ billedCost: '0.00387' });
    expect(charge({ ...nothing, accountCode: 5320, event: 'prepaid-opened', amount: '5' })).toMatchObject({
      category: 'Purchase',
      billedCost: '5',
      effectiveCost: '5',
    });
    expect(charge({ ...nothing, accountCode: 5300, event: 'prepaid-used', amount: '-0.00387' })).toMatchObject({
      category: 'Credit',
      billedCost: '-0.00387',
      effectiveCost: '-0.00387',
    });
    expect(charge({ ...nothing, accountCode: 1100, event: 'prepaid-used', amount: '-0.00387' })).toBeUndefined();
    expect(charge({ ...nothing, accountCode: 1100, event: 'prepaid-opened', amount: '300', currency: 'POINT' })).toBeUndefined();
    expect(charge({ ...nothing, accountCode: 5310, event: 'prepaid-expired', amount: '40' })).toMatchObject({
      category: 'Adjustment',
      billedCost: '0',
      effectiveCost: '40',
    });
  });

  it('is on the invoice of a lent account, and no cost of its owner', () => {
    expect(charge({ accountCode: 1410 })).toMatchObject({ category: 'Usage', billedCost: '0.00387', effectiveCost: '0' });
    expect(charge({ ...nothing, accountCode: 1410 })).toBeUndefined();
  });

  it('is what an invoice has beyond the charges it covers: in suspense, or stated otherwise than it was carried', () => {
    expect(charge({ ...nothing, accountCode: 1900, amount: '40', invoice: 'a statement' })).toMatchObject({
      category: 'Adjustment',
      billedCost: '40',
      effectiveCost: '0',
    });
    const relieved = { ...nothing, accountCode: 2100, amount: '400', invoice: 'a statement' };
    expect(charge({ ...relieved, remainder: '-0.5' })).toMatchObject({ category: 'Adjustment', billedCost: '-0.5', effectiveCost: '0' });
    expect(charge({ ...relieved, remainder: '0' })).toBeUndefined();
    expect(charge({ ...nothing, accountCode: 1900 })).toBeUndefined();
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

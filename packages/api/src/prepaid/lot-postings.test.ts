import { formatDecimal } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { drawLots } from './draw-lots.ts';
import { expiryPostings, openingPostings, usePostings, type LotPosting } from './lot-postings.ts';
import { picoOf as pico } from '../platform/stored-amount.ts';
import { costOfUse, type PrepaidLot } from './prepaid-lot.ts';

const openedAt = new Date('2026-10-01T00:00:00Z');
const lot = (change: Partial<PrepaidLot> = {}): PrepaidLot => ({
  id: 'a',
  kind: 'paid',
  currency: 'USD',
  quantity: pico('100'),
  price: undefined,
  fee: 0n,
  openedAt,
  expiresAt: null,
  used: 0n,
  ...change,
});
/** Three credits that were bought for a dollar: no credit costs a whole number of picodollars. */
const credits = (used: string) =>
  lot({ kind: 'virtual', currency: 'POINT', quantity: pico('3'), price: { currency: 'USD', amount: pico('1') }, used: pico(used) });
const said = (postings: readonly LotPosting[]) =>
  postings.map(({ account, currency, amount }) => `${account} ${formatDecimal(amount)} ${currency}`);
const used = (delivered: string, undelivered = '0') => ({ delivered: pico(delivered), undelivered: pico(undelivered) });

describe('The postings of prepaid credit are those of the accounting reference', () => {
  it.each([
    [
      'a top-up of 100 with a fee of 5',
      openingPostings(lot({ fee: pico('5') })),
      ['provider_prepaid 100 USD', 'top_up_fee 5 USD', 'cash_clearing -105 USD'],
    ],
    ['paid credit of 40 that expires', expiryPostings(lot({ used: pico('60') })), ['expired_credit 40 USD', 'provider_prepaid -40 USD']],
    ['free credit of 100 granted', openingPostings(lot({ kind: 'granted' })), ['provider_granted 100 USD', 'granted_deferred -100 USD']],
    [
      'free credit of 0.00594 used, whose charge stands on provider_accrued',
      usePostings(lot({ kind: 'granted' }), used('0.00594')),
      ['provider_accrued 0.00594 USD', 'provider_granted -0.00594 USD', 'granted_deferred 0.00594 USD', 'granted_used -0.00594 USD'],
    ],
    [
      'free credit of 40 that expires',
      expiryPostings(lot({ kind: 'granted', used: pico('60') })),
      ['granted_deferred 40 USD', 'provider_granted -40 USD'],
    ],
    ['paid credit of 0.00594 used', usePostings(lot(), used('0.00594')), ['provider_accrued 0.00594 USD', 'provider_prepaid -0.00594 USD']],
    [
      '3 virtual credits bought for 1',
      openingPostings(credits('0')),
      ['currency_trading 1 USD', 'cash_clearing -1 USD', 'provider_prepaid 3 POINT', 'currency_trading -3 POINT'],
    ],
    [
      'the second of them used',
      usePostings(credits('1'), used('1')),
      [
        'provider_accrued 1 POINT',
        'generation_cost -1 POINT',
        'currency_trading 1 POINT',
        'provider_prepaid -1 POINT',
        'generation_cost 0.333333333334 USD',
        'currency_trading -0.333333333334 USD',
      ],
    ],
    [
      'half of one delivered, half not',
      usePostings(credits('0'), used('0.5', '0.5')),
      [
        'provider_accrued 1 POINT',
        'generation_cost -0.5 POINT',
        'undelivered_cost -0.5 POINT',
        'currency_trading 1 POINT',
        'provider_prepaid -1 POINT',
        'generation_cost 0.166666666667 USD',
        'undelivered_cost 0.166666666666 USD',
        'currency_trading -0.333333333333 USD',
      ],
    ],
    [
      'the last of them expired',
      expiryPostings(credits('2')),
      [
        'expired_credit 0.333333333333 USD',
        'currency_trading -0.333333333333 USD',
        'currency_trading 1 POINT',
        'provider_prepaid -1 POINT',
      ],
    ],
  ])('%s', (_what, postings, expected) => {
    expect(said(postings)).toEqual(expected);
  });

  it('and a lot that is used up, by whatever steps, has cost what was paid for it, so that trading is zero in both currencies', () => {
    const odd = { price: { currency: 'USD', amount: pico('10') }, quantity: pico('7') };
    for (const steps of [['7'], ['1', '2', '3', '4', '5', '6', '7'], ['0.3', '6.999999999999', '7'], ['5', '4', '7']]) {
      const bounds = ['0', ...steps].map(pico);
      const parts = steps.map((_step, index) => costOfUse(odd, { from: bounds[index] ?? 0n, to: bounds[index + 1] ?? 0n }));
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(pico('10'));
    }
  });
});

describe('What was used is taken', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const soon = new Date('2026-12-01T00:00:00Z');
  const over = new Date('2026-11-01T00:00:00Z');
  const drawn = (lots: readonly PrepaidLot[], before: Readonly<Record<string, string>>) =>
    drawLots(lots, (instant) => pico(before[instant?.toISOString() ?? 'now'] ?? '0'), now).map(({ lot: { id }, amount, at }) => [
      id,
      formatDecimal(amount),
      at.toISOString(),
    ]);

  it('from the lot that expires first, the given one before the paid; what no lot holds stays owed', () => {
    const lots = [lot({ id: 'paid' }), lot({ id: 'soon', expiresAt: soon }), lot({ id: 'given', kind: 'granted' })];
    expect(drawn(lots, { now: '150' })).toEqual([
      ['soon', '100', now.toISOString()],
      ['given', '50', now.toISOString()],
    ]);
    expect(drawn(lots, { now: '350' }).map(([id, amount]) => `${id} ${amount}`)).toEqual(['soon 100', 'given 100', 'paid 100']);
  });

  it('from a lot that has expired for what was used before alone, as of then', () => {
    const lots = [lot({ id: 'over', expiresAt: over }), lot({ id: 'paid' })];
    expect(drawn(lots, { [over.toISOString()]: '30', now: '50' })).toEqual([
      ['over', '30', '2026-10-31T23:59:59.999Z'],
      ['paid', '20', now.toISOString()],
    ]);
  });

  it('and given back where a correction made it less, to the lot that was drawn from last', () => {
    const lots = [lot({ id: 'soon', expiresAt: soon, used: pico('100') }), lot({ id: 'paid', used: pico('5') })];
    expect(drawn(lots, { now: '-7' })).toEqual([
      ['paid', '-5', now.toISOString()],
      ['soon', '-2', now.toISOString()],
    ]);
    expect(drawn(lots, { now: '0' })).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { rateRange } from '../rating/rate-range.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { quoteRequest } from './quote-request.ts';

const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;
const entryOf = (components: PriceEntryInput['components']) => mustHold(priceEntry({ ...key, components }));
const allowance = [
  { meter: 'image', price: '0.03', per: 1, counted: 'per-period', free: 100, tiers: [{ upTo: 10_000, price: '0.04' }] },
] as const;
const request = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low', n: 2, providers: ['openai'] };
const quoted = (priorUsage?: Readonly<Record<string, bigint>>) => {
  const book = mustHold(priceBook([entryOf(allowance)]));
  const [offer] = mustHold(quoteRequest(book, request, '2026-11-20', priorUsage === undefined ? {} : { priorUsage })).offers;
  return [offer?.exactness, ...[offer?.floor, offer?.expected, offer?.ceiling].map((money) => money && formatMoney(money))];
};

test('100 images free, then 0.04, from 10,000 on 0.03: a quote without the usage so far is a range', () => {
  expect(quoted()).toEqual(['range', '0', '0.08', '0.08']);
});

test('with the usage so far it is exact', () => {
  expect(quoted({})).toEqual(['exact', '0', '0', '0']);
  expect(quoted({ image: 99n })).toEqual(['exact', '0.04', '0.04', '0.04']);
  expect(quoted({ image: 9999n })).toEqual(['exact', '0.07', '0.07', '0.07']);
});

test.each([[{ image: 5 }], [{ image: '5' }], [{ image: -1n }], [{ image: Number.NaN }], [{ image: null }], ['99'], [99], [[99n]]])(
  'a usage so far of %o is refused, whoever is asked',
  (priorUsage) => {
    const book = mustHold(priceBook([entryOf(allowance)]));
    const { providers: _all, ...everybody } = request;
    expect(quoteRequest(book, everybody, '2026-11-20', { priorUsage } as never)).toMatchObject({
      refusal: { code: 'invalid-usage', path: expect.arrayContaining(['priorUsage']) },
    });
    const two = { image: 2n };
    expect(rateRange({ floor: two, expected: two, ceiling: two }, entryOf(allowance), { priorUsage } as never)).toMatchObject({
      refusal: { code: 'invalid-usage' },
    });
    expect(rateUsage(two, entryOf(allowance), {}, priorUsage as never)).toMatchObject({ refusal: { code: 'invalid-usage' } });
  },
);

test('a usage so far of null is none that is given', () => {
  const book = mustHold(priceBook([entryOf(allowance)]));
  const [offer] = mustHold(quoteRequest(book, request, '2026-11-20', { priorUsage: null } as never)).offers;
  expect(offer?.exactness).toBe('range');
});

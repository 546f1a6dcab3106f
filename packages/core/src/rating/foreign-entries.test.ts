import { describe, expect, test } from 'vitest';
import { largestImage } from '../budget/plan-budget.ts';
import { entryInForce } from '../price-book/entry-in-force.ts';
import { entryOnBase } from '../price-book/entry-on-base.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry } from '../price-book/price-entry.ts';
import { publishedPriceBook, publishedPriceEntries } from '../price-book/published-price-book.ts';
import { checkClaims } from '../quote/check-claims.ts';
import { quoteRequest } from '../quote/quote-request.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { ratePaidReply } from './rate-paid-reply.ts';
import { rateRange } from './rate-range.ts';
import { rateUsage } from './rate-usage.ts';

const now = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;
const entry = mustHold(entryInForce(publishedPriceBook, key, now));
const usage = { text_input: 20n, image_output: 129n };
const throughJson = JSON.parse(
  JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
) as unknown;
const copied = (made: typeof entry) => ({ ...made, components: made.components.map((each) => ({ ...each })) });
const component = { meter: 'image', price: '0.1', per: 1n, when: {} };
const foreign: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['undefined', undefined],
  ['a text', 'gpt-image-2'],
  ['a list', [entry]],
  ['an empty object', {}],
  ['a line of a price list', publishedPriceEntries[0]],
  ['an entry that went through JSON', throughJson],
  ['an entry without components', { ...entry, components: undefined }],
  ['an entry of no component', { ...entry, components: [] }],
  ['an entry without a currency', { ...entry, currency: undefined }],
  ['an entry with a price of NaN', { ...entry, components: [{ ...component, price: Number.NaN }] }],
  ['an entry with a price per nothing', { ...entry, components: [{ ...component, per: 0n }] }],
  ['an entry without conditions', { ...entry, components: [{ ...component, when: undefined }] }],
  ['an entry with a tier of no price', { ...entry, components: [{ ...component, tiers: [{ upTo: 1n }] }] }],
  ['an entry with a modifier that is none', { ...entry, modifiers: [{}] }],
  ['an entry based on nothing', { ...entry, components: [], basedOn: {} }],
  ['an entry with a minimum that is no amount', { ...entry, minimumCharge: 1 }],
  ['an entry of no day', { ...entry, validFrom: 'yesterday' }],
];

describe.each(foreign)('%s is no price entry', (_, value) => {
  const given = value as typeof entry;
  const refusal = { ok: false, refusal: { code: 'invalid-price-entry' } };

  test('and nothing is rated with it', () => {
    expect(rateUsage(usage, given)).toMatchObject(refusal);
    expect(rateRange({ floor: usage, expected: usage, ceiling: usage }, given)).toMatchObject(refusal);
    expect(entryOnBase(given, entry)).toMatchObject(refusal);
    expect(entryOnBase(entry, given)).toMatchObject(refusal);
  });

  test('and a reply that was paid is unbilled, its reading kept', () => {
    expect(ratePaidReply({ tokens: { ok: true, value: usage }, counts: {} }, given)).toMatchObject({
      state: 'UNBILLED',
      reason: { code: 'invalid-price-entry', details: { reading: usage } },
    });
  });

  test('and a book that holds it is none', () => {
    const book = { entries: [entry, given] };
    expect(priceBook(book.entries)).toMatchObject({ refusal: { path: ['entries', '1'] } });
    expect(entryInForce(book, key, now)).toMatchObject({ refusal: { code: 'invalid-request', path: ['book'] } });
  });
});

test.each([null, undefined, 7, [], {}, { entries: 'all' }])('%j is no price book', (value) => {
  const book = value as never;
  const refusal = { ok: false, refusal: { code: 'invalid-request', path: ['book'] } };
  expect(entryInForce(book, key, now)).toMatchObject(refusal);
  expect(quoteRequest(book, { model: 'gpt-image-2', promptTokens: 1 }, now)).toMatchObject(refusal);
  expect(largestImage(book, { amount: { currency: 'USD', pico: 1n }, model: 'gpt-image-2' }, now)).toMatchObject(refusal);
  expect(checkClaims(book, now)).toMatchObject(refusal);
});

test('a copy of an entry rates as the entry does', () => {
  expect(rateUsage(usage, { ...entry, note: 'copied' })).toEqual(rateUsage(usage, entry));
  expect(rateUsage(usage, copied(entry))).toEqual(rateUsage(usage, entry));
});

test('every shape that priceEntry makes is one', () => {
  const tiers = [{ upTo: 100, price: '0' }];
  const rich = priceEntry({
    ...key,
    currency: 'USD',
    from: '2026-01-01',
    components: [
      { meter: 'pixel', price: '1', per: 1_000_000, block: 8, each: 2, times: { meter: 'step', per: 28 }, tiers, when: { quality: 'low' } },
    ],
    modifiers: [{ multiply: '0.5', when: { mode: 'batch' } }],
    sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }],
    credit: { price: '1.00', per: 211 },
    minimumCharge: '0.01',
  });
  expect(rateUsage({ pixel: 8n, step: 28n }, copied(mustHold(rich)), { quality: 'low' }).ok).toBe(true);
});

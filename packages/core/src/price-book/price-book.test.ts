import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { entryInForce } from './entry-in-force.ts';
import { priceBook, type PriceBook } from './price-book.ts';
import { priceEntry, type PriceEntry } from './price-entry.ts';
import type { PriceKey } from './price-key.ts';
import { publishedPriceBook, publishedPriceEntries } from './published-price-book.ts';

const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;
const entry = (from: string, until: string | null, change: Partial<PriceKey> = {}): PriceEntry =>
  mustHold(priceEntry({ ...key, ...change, currency: 'USD', from, until, components: [{ meter: 'image', price: '0.1', per: 1 }] }));
const found = (book: PriceBook, at: string, change: Record<string, string> = {}) => {
  const outcome = entryInForce(book, { ...key, ...change }, at);
  return outcome.ok ? outcome.value.validFrom.slice(0, 10) : outcome.refusal.code;
};

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}`;

describe('the entry in force', () => {
  const book = mustHold(priceBook([entry('2026-06-01', '2026-08-01'), entry('2026-01-01', '2026-06-01'), entry('2026-09-01', null)]));

  test.each([
    ['2025-12-31T23:59:59.999Z', 'no-price-in-force'],
    ['2026-01-01', '2026-01-01'],
    ['2026-05-31T23:59:59.999999999Z', '2026-01-01'],
    ['2026-06-01', '2026-06-01'],
    ['2026-06-01T01:59:59+02:00', '2026-01-01'],
    ['2026-08-01', 'no-price-in-force'],
    ['2026-08-31', 'no-price-in-force'],
    ['2026-09-01', '2026-09-01'],
    ['9999-12-31', '2026-09-01'],
  ])('at %s is %s', (at, expected) => {
    expect(found(book, at)).toBe(expected);
  });

  test('is looked up by exact provider, model and mode', () => {
    expect(found(book, '2026-09-01', { provider: 'piapi' })).toBe('no-price-in-force');
    expect(found(book, '2026-09-01', { model: 'gpt-image-2.5' })).toBe('no-price-in-force');
    expect(found(book, '2026-09-01', { mode: 'batch' })).toBe('no-price-in-force');
  });

  test('is none for names that objects have of their own', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const asked = { provider: name, model: name, mode: name };
      expect([found(book, '2026-09-01', asked), found(book, '2026-09-01', { mode: name })]).toEqual([
        'no-price-in-force',
        'no-price-in-force',
      ]);
    }
  });

  test('is refused for what is no instant, at its path', () => {
    expect(entryInForce(book, key, 'today')).toMatchObject({ refusal: { code: 'invalid-instant', path: ['at'] } });
  });

  test('is found in a book that was put together by hand, too', () => {
    expect(found({ entries: [entry('2026-06-01', null)] }, '2026-07-01')).toBe('2026-06-01');
  });

  test('says when there is a price, where there is none at that instant', () => {
    const refusal = entryInForce(book, key, '2026-08-15');
    expect(refusal.ok ? '' : refusal.refusal.message).toBe(
      'No price of "gpt-image-2" at "openai", realtime, is in force at 2026-08-15T00:00:00Z. Prices are known from 2026-01-01T00:00:00Z until 2026-06-01T00:00:00Z; from 2026-06-01T00:00:00Z until 2026-08-01T00:00:00Z; from 2026-09-01T00:00:00Z on.',
    );
  });
});

/** An instant some nanoseconds after noon. */
const afterNoon = (nanosecond: number) => `2026-11-20T12:00:00.00000000${nanosecond}Z`;

test('entries whose starts lie nanoseconds apart are told apart', () => {
  const book = mustHold(priceBook([1, 2, 3, 4, 5, 6, 7].map((each) => entry(afterNoon(each), afterNoon(each + 1)))));
  const starts = [0, 1, 4, 7, 8].map((each) => entryInForce(book, key, afterNoon(each)));
  expect(starts.map((outcome) => (outcome.ok ? outcome.value.validFrom : outcome.refusal.code))).toEqual([
    'no-price-in-force',
    afterNoon(1),
    afterNoon(4),
    afterNoon(7),
    'no-price-in-force',
  ]);
});

test('a refusal of many periods stays short', () => {
  const book = mustHold(priceBook(Array.from({ length: 27 }, (_, index) => entry(day(index + 1), day(index + 2)))));
  const refusal = entryInForce(book, key, '2026-12-01');
  expect(refusal.ok ? '' : refusal.refusal.message).toContain('Prices are known in other periods, and from 2026-11-22T00:00:00Z until');
});

test('a book refuses two entries of one key that are in force at once, in whatever order they come', () => {
  const [early, late] = [entry('2026-01-01', '2026-06-02'), entry('2026-06-01', null)];
  for (const entries of [
    [early, late],
    [late, early],
  ]) {
    expect(priceBook(entries)).toMatchObject({ refusal: { code: 'overlapping-price-entries', details: { entries: [early.id, late.id] } } });
  }
  expect(priceBook([entry('2026-01-01', null), entry('2026-06-01', '2026-07-01')]).ok).toBe(false);
  expect(priceBook([early, entry('2026-06-01', null, { model: 'gpt-image-1' })]).ok).toBe(true);
  expect(priceBook([]).ok).toBe(true);
});

test('law: inside coverage exactly one entry is found, outside none', () => {
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 28 });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 28 }), (bounds, at) => {
      const sorted = bounds.toSorted((a, b) => a - b);
      const pairs = sorted.slice(1).map((until, index) => [sorted[index] ?? 0, until] as const);
      const kept = pairs.filter((_, index) => index % 3 !== 2);
      const book = mustHold(priceBook(kept.map(([from, until]) => entry(day(from), day(until)))));
      const covering = kept.filter(([from, until]) => from <= at && at < until).map(([from]) => day(from));
      expect([found(book, day(at))]).toEqual(covering.length === 0 ? ['no-price-in-force'] : covering);
    }),
  );
});

describe('the published book', () => {
  test.each([
    ['gpt-image-1', '2026-10-22', 'openai', '2025-04-23'],
    ['gpt-image-1', '2026-10-23', 'openai', 'no-price-in-force'],
    ['gpt-image-1', '2026-10-23', 'piapi', '2026-04-23'],
    ['gpt-image-1-mini', '2026-12-01', 'openai', 'no-price-in-force'],
    ['gpt-image-2.5-flare', '2026-09-07T23:59:59Z', 'openai', 'no-price-in-force'],
    ['gpt-image-2.5-flare-2026-09-08', '2026-11-20', 'openai', '2026-09-08'],
    ['dall-e-3', '2026-11-20', 'smartaipi', '2026-04-21'],
    ['dall-e-3', '2026-11-20', 'openai', 'no-price-in-force'],
    ['gpt-image-2.5', '2026-11-20', 'openai', 'no-price-in-force'],
  ])('has for %s at %s from %s: %s', (model, at, provider, expected) => {
    expect(found(publishedPriceBook, at, { model, provider })).toBe(expected);
  });

  test('names the shutdown of a model that has no price any more', () => {
    const refusal = entryInForce(publishedPriceBook, { ...key, model: 'gpt-image-1' }, '2026-10-23');
    expect(refusal.ok ? '' : refusal.refusal.message).toContain('gpt-image-1 was shut down on 2026-10-23.');
  });

  test('names a source and the day it was read for each of its 15 entries', () => {
    expect(publishedPriceBook.entries).toHaveLength(15);
    expect(publishedPriceEntries.filter(({ source, checkedOn }) => source === undefined || checkedOn === undefined)).toEqual([]);
  });

  test('has a batch price of half the realtime one for gpt-image-2 at openai', () => {
    const batch = entryInForce(publishedPriceBook, { ...key, mode: 'batch' }, '2026-11-20');
    expect(batch.ok && batch.value.components.map(({ meter, price }) => `${meter} ${price}`)).toEqual([
      'text_input 2.5',
      'image_input 4',
      'image_output 15',
    ]);
  });
});

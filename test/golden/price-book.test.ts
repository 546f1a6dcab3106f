import { entryInForce, parseDecimal, publishedPriceBook } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import facts from './facts/prices.json' with { type: 'json' };

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

describe('The published price book', () => {
  it.each(facts.entries)('$provider $model $mode is in force from $from, half-open, at the published prices', (entry) => {
    const { provider, model, from, until } = entry;
    const key = { provider, model, mode: entry.mode as 'realtime' | 'batch' };
    const first = entryInForce(publishedPriceBook, key, from);
    expect(first.ok && first.value.components.map(({ meter, price, per }) => [meter, parseDecimal(price), per])).toEqual(
      entry.components.map(({ meter, price, per }) => [meter, parseDecimal(price), BigInt(per)]),
    );
    expect(first.ok && first.value.kind).toBe(entry.kind);
    expect(entryInForce(publishedPriceBook, key, dayBefore(from))).toMatchObject({ ok: false, refusal: { code: 'no-price-in-force' } });
    const lastDay = until === null || until === undefined ? '2030-01-01' : dayBefore(until);
    expect(entryInForce(publishedPriceBook, key, lastDay)).toEqual(first);
    if (until) expect(entryInForce(publishedPriceBook, key, until)).toMatchObject({ ok: false, refusal: { code: 'no-price-in-force' } });
  });

  it('holds those entries and no other', () => {
    expect(publishedPriceBook.entries).toHaveLength(facts.entries.length);
  });
});

import { expect, test } from 'vitest';
import { rateUsage } from '../rating/rate-usage.ts';
import { entryOnBase } from './entry-on-base.ts';
import { priceBook } from './price-book.ts';
import { priceEntry, type PriceEntryInput } from './price-entry.ts';

const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;

function entry(more: Partial<PriceEntryInput>) {
  const read = priceEntry({ ...key, components: [], ...more });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

const cost = entry({
  id: 'cost',
  from: '2026-11-01',
  components: [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image_output', price: '30.00', per: 1_000_000 },
  ],
  minimumCharge: '0.001',
});
const margin = entry({ id: 'margin', until: '2027-01-01', basedOn: { book: 'cost', multiply: '1.25' } });

test('a margin over cost is a tariff of its own prices, from when both are in force, and no line of a charge shows the cost', () => {
  const sold = entryOnBase(margin, cost);
  if (!sold.ok) throw new Error(sold.refusal.message);
  expect(sold.value).toMatchObject({
    id: 'margin',
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    components: [
      { meter: 'text_input', price: '6.25', per: 1_000_000n },
      { meter: 'image_output', price: '37.5', per: 1_000_000n },
    ],
    basedOn: { book: 'cost', multiply: '1.25', entry: 'cost' },
    minimumCharge: '0.00125',
  });
  expect(sold.value.modifiers).toBeUndefined();
  const charge = rateUsage({ text_input: 12n, image_output: 196n }, sold.value);
  expect(charge.ok && charge.value.lines.map(({ unitPrice, amount }) => [unitPrice, amount.pico])).toEqual([
    ['6.25', 75_000_000n],
    ['37.5', 7_350_000_000n],
  ]);
});

test('what a factor makes finer than 12 decimals is the price of more units, never a rounded one', () => {
  const fine = entry({ components: [{ meter: 'image', price: '0.000000000001', per: 1, tiers: [{ upTo: 5, price: '0.000000000002' }] }] });
  const sold = entryOnBase(entry({ basedOn: { book: 'cost', multiply: '1.15' } }), fine);
  expect(sold.ok && sold.value.components[0]).toMatchObject({
    price: '0.000000000115',
    per: 100n,
    tiers: [{ upTo: 5n, price: '0.00000000023' }],
  });
});

test('only an entry of another book may stand under the same key, and a book alone finds no price for it', () => {
  expect(priceEntry({ ...key, components: [], basedOn: { multiply: '1.25' } })).toMatchObject({ ok: false });
  expect(priceEntry({ ...key, components: [], basedOn: { book: 'sell' as 'cost', multiply: '1.25' } })).toMatchObject({
    ok: false,
    refusal: { path: ['basedOn', 'book'], message: '"sell" is no book to base a price on: write cost, or leave it out.' },
  });
  expect(priceBook([margin]).ok).toBe(true);
});

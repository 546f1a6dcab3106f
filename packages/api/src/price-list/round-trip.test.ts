import { publishedPriceEntries, priceEntry, type PriceEntry, type PriceEntryInput } from '@halfpenny/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJsonList, writeJsonList } from './json-list.ts';
import { listText } from './list-text.ts';
import type { PriceList } from './price-list.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const options = { from: '2026-12-01' };

async function throughCsv(entries: readonly PriceEntry[]): Promise<PriceList> {
  const bytes: Uint8Array[] = [];
  for await (const chunk of writeCsv(entries)) bytes.push(Buffer.from(chunk as Uint8Array));
  return await readCsv(listText(bytesOf(bytes)), options);
}

async function* bytesOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function throughJson(entries: readonly PriceEntry[]): PriceList {
  const list = readJsonList([...writeJsonList(entries)].join(''), options);
  if (!list.ok) throw new Error(list.refusal.message);
  return list.value;
}

/** Text that a file can hold: of any script, with quotes, separators, line breaks and formulas likely. */
const awkward = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', '=', '+', '-', '@', ',', ';', '|', '\t', '\r', '\n', ' ', '{', '}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});
const name = awkward.filter((text) => text.trim() !== '');
const price = fc.bigInt({ min: 0n, max: 10n ** 9n }).map((n) => `${n / 10n ** 6n}.${(n % 10n ** 6n).toString().padStart(6, '0')}`);
const units = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const when = fc.dictionary(
  fc.constantFrom('size', 'quality', 'operation', 'sizeTier'),
  fc.array(
    awkward.filter((text) => text !== ''),
    { minLength: 1, maxLength: 3 },
  ),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const bounds = fc.uniqueArray(units, { minLength: 1, maxLength: 3 }).map((each) => each.toSorted((a, b) => a - b));
const component = fc.record(
  {
    meter: fc.constantFrom('image', 'text_input', 'image_output', 'pixel'),
    price,
    per: units,
    when,
    label: awkward.filter((text) => text !== ''),
    block: units,
    tiers: fc.tuple(bounds, price).map(([ends, each]) => ends.map((upTo) => ({ upTo, price: each }))),
    tiering: fc.constantFrom('graduated', 'volume'),
    free: units,
    counted: fc.constantFrom('per-image', 'per-call', 'per-period'),
    each: units,
    times: fc.record({ meter: fc.constant('step'), per: units, least: units }, { requiredKeys: ['meter', 'per'] }),
  },
  { requiredKeys: ['meter', 'price', 'per'] },
);
const multiply = fc.constantFrom('0.5', '1.75', '1000', '0.000000000001');
const terms = fc.record(
  {
    id: name,
    until: fc.constantFrom('2027-01-01', '2027-01-01T00:00:00.123456789Z'),
    minimumCharge: price,
    credit: fc.record({ price, per: units }),
    modifiers: fc.array(fc.record({ multiply, when, label: awkward.filter((text) => text !== '') }, { requiredKeys: ['multiply'] }), {
      minLength: 1,
      maxLength: 2,
    }),
    sizeTiers: fc
      .uniqueArray(
        awkward.filter((text) => text !== ''),
        { minLength: 1, maxLength: 2 },
      )
      .map((names) => names.map((each) => ({ name: each, longestEdgeMost: 1024 }))),
    source: name,
    checkedOn: name,
    note: name,
  },
  { requiredKeys: [] },
);
const key = fc.record({
  provider: name,
  model: name,
  mode: fc.constantFrom('realtime', 'batch'),
  currency: fc.constantFrom('USD', 'EUR'),
  from: fc.constantFrom('2026-01-01', '2026-04-21T00:00:00Z', '2025-12-16T23:59:59.000001+02:00'),
});
const own = fc
  .tuple(key, terms, fc.array(component, { minLength: 1, maxLength: 4 }))
  .map(([a, b, components]) => ({ ...a, ...b, components }));
const based = fc
  .tuple(key, terms, fc.record({ provider: name, multiply }), optional(fc.constantFrom('flat', 'metered')))
  .map(([a, { credit: _credit, ...b }, basedOn, kind]) => ({ ...a, ...b, components: [], basedOn, ...(kind !== undefined && { kind }) }));

/** Entries that core accepts; of those it refuses (tiers without an order, two prices for one meter) there is nothing to write. */
const anyEntry = fc
  .oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: based })
  .map((input) => priceEntry(input as PriceEntryInput))
  .filter((read) => read.ok)
  .map((read) => read.value);
const entriesOfOwnKeys = fc.uniqueArray(anyEntry, {
  selector: ({ id, provider, model, mode, validFrom }) => JSON.stringify([id.trim(), provider.trim(), model.trim(), mode, validFrom]),
  minLength: 1,
  maxLength: 4,
});

test('any price entry that core accepts is the same after it was exported as CSV or JSON and imported again', async () => {
  await fc.assert(
    fc.asyncProperty(entriesOfOwnKeys, async (entries) => {
      for (const list of [await throughCsv(entries), throughJson(entries)]) {
        expect(list.problems).toEqual([]);
        expect(list.entries.map(({ entry }) => entry)).toEqual(entries);
      }
    }),
    { numRuns: 300 },
  );
});

test('the published book survives both ways', async () => {
  const entries = publishedPriceEntries.flatMap((input) => {
    const read = priceEntry(input);
    return read.ok ? [read.value] : [];
  });
  expect(entries).toHaveLength(publishedPriceEntries.length);
  expect((await throughCsv(entries)).entries.map(({ entry }) => entry)).toEqual(entries);
  expect(throughJson(entries).entries.map(({ entry }) => entry)).toEqual(entries);
});

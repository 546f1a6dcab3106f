import { assert, integer, option, pre, property, tuple, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import { checkDrafts } from './check-drafts.ts';
import type { KnownPrice } from './known-price.ts';

const at = mustHold(parseInstant('2026-11-20T12:00:00Z'));
const day = (number: number) => `20${26 + Math.floor(number / 28)}-02-${String((number % 28) + 1).padStart(2, '0')}`;
const stated = { provider: 'p', model: 'm', mode: 'realtime', currency: 'USD' } as const;
const image = (price: number) => [{ meter: 'image', price: String(price), per: 1 }];

interface Span {
  readonly from: number;
  readonly until: number | null;
}

const span = tuple(integer({ min: 0, max: 50 }), option(integer({ min: 1, max: 30 }), { nil: null }));
const spans = uniqueArray(
  span.map(([from, length]): Span => ({ from, until: length === null ? null : from + length })),
  { maxLength: 6, selector: ({ from }) => from },
);

/** Known entries, one after the other, of which only the last may have no end. */
const books = uniqueArray(integer({ min: 0, max: 60 }), { minLength: 0, maxLength: 6 }).map((days) => {
  const bounds = days.toSorted((a, b) => a - b);
  return bounds.map((from, index): KnownPrice => {
    const until = bounds[index + 1];
    const period = { validFrom: `${day(from)}T00:00:00Z`, validUntil: until === undefined ? null : `${day(until)}T00:00:00Z` };
    const rest = { originId: null, baseId: null, ratedTariff: null, source: null, checkedOn: null, note: null };
    return { ...stated, ...rest, ...period, id: `k${index}`, tariff: { components: image(index + 1) } };
  });
});

function priceAt(
  rows: readonly { readonly from: bigint; readonly until: bigint | null; readonly price: string }[],
  instant: bigint,
): readonly string[] {
  return rows.filter(({ from, until }) => from <= instant && (until === null || instant < until)).map(({ price }) => price);
}

it('Whatever is added to whatever book, at each instant applies the latest addition that holds it, else what was known, and never two', () => {
  assert(
    property(books, spans, (known, additions) => {
      const drafts = additions.map(({ from, until }, index) => ({
        id: `d${index}`,
        action: 'add' as const,
        entry: {
          ...stated,
          from: day(from),
          until: until === null ? null : day(until),
          source: 's',
          checkedOn: '2026-11-20',
          components: image(100 + index),
        },
      }));
      const { problems, changes } = checkDrafts({ known, drafts, at });
      pre(problems.every(({ severity }) => severity === 'confirm'));
      const after = changes[0]?.after.map(({ from, until, rated }) => ({ from, until, price: rated?.components[0]?.price ?? '' })) ?? [];
      for (let number = 0; number < 84; number += 1) {
        const noon = mustHold(parseInstant(`${day(number)}T12:00:00Z`));
        const added = additions
          .map((addition, index) => ({ ...addition, index }))
          .filter(({ from, until }) => from <= number && (until === null || number < until));
        const latest = added.toSorted((a, b) => b.from - a.from)[0];
        const before = known.filter(
          ({ validFrom, validUntil }) =>
            mustHold(parseInstant(validFrom)) <= noon && (validUntil === null || noon < mustHold(parseInstant(validUntil))),
        );
        const expected = latest === undefined ? before.map(({ tariff }) => tariff.components[0]?.price) : [String(100 + latest.index)];
        expect(additions.length === 0 ? expected : priceAt(after, noon)).toEqual(expected);
      }
    }),
    { numRuns: 100 },
  );
});

it('In whatever order a book comes, the same is said of it', () => {
  assert(
    property(books, spans, (known, additions) => {
      const components = image(1);
      const drafts = additions.map(({ from, until }, index) => ({
        id: `d${index}`,
        action: 'add' as const,
        entry: { ...stated, from: day(from), until: until === null ? null : day(until), source: 's', checkedOn: '2026-11-20', components },
      }));
      const names = (book: readonly KnownPrice[]) => checkDrafts({ known: book, drafts, at }).problems.map(({ name }) => name);
      expect(names(known.toReversed())).toEqual(names(known));
    }),
    { numRuns: 100 },
  );
});

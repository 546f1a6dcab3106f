import { rateRange, rateUsage } from '@halfpenny/core';
import type { PriceEntry, Usage } from '@halfpenny/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyFinePrice,
  anyPrice,
  anyUsage,
  made,
  meters,
  pico,
  plainComponents,
  tieredComponents,
  together,
  unwrap,
} from './made-tariffs.ts';

const anyBlock = fc.integer({ min: 1, max: 1000 });
const shares = fc.tuple(...meters.map(() => fc.bigInt({ min: 0n, max: 1000n })));

/** Bounds, and a usage somewhere between them, expected halfway. */
const anyBounds = fc.tuple(anyUsage, anyUsage, shares).map(([floor, more, thousandths]) => {
  const part = (share: (index: number) => bigint): Usage =>
    Object.fromEntries(meters.map((meter, index) => [meter, (floor[meter] ?? 0n) + ((more[meter] ?? 0n) * share(index)) / 1000n]));
  return { floor, expected: part(() => 500n), ceiling: together(floor, more), between: part((index) => thousandths[index] ?? 0n) };
});

function holds(
  entry: PriceEntry,
  { between, ...bounds }: typeof anyBounds extends fc.Arbitrary<infer T> ? T : never,
  prior: Usage,
  known: boolean,
) {
  const range = unwrap(rateRange(bounds, entry, known ? { priorUsage: prior } : {}));
  const [floor, expected, ceiling] = [range.floor.total.pico, range.expected.total.pico, range.ceiling.total.pico];
  const bill = pico(between, entry, prior);
  expect([floor <= expected, expected <= ceiling, floor <= bill, bill <= ceiling]).toEqual([true, true, true, true]);
}

describe('floor ≤ expected ≤ ceiling, and the bill of any usage within bounds stays within them', () => {
  test('of plain tariffs', () => {
    fc.assert(fc.property(plainComponents(anyFinePrice), anyBounds, (components, bounds) => holds(made(components), bounds, {}, true)));
  });

  test.each(['graduated', 'volume'] as const)('of %s tiers within a call, in blocks', (tiering) => {
    const components = tieredComponents(anyFinePrice, { tiering, counted: 'per-call' }, anyBlock);
    fc.assert(
      fc.property(components, anyBounds, (each, bounds) => holds(made(each), bounds, {}, true)),
      { numRuns: 300 },
    );
  });

  test.each(['graduated', 'volume'] as const)('of %s tiers over a period, the usage so far being known', (tiering) => {
    const components = tieredComponents(anyFinePrice, { tiering, counted: 'per-period' }, anyBlock);
    fc.assert(
      fc.property(components, anyBounds, anyUsage, (each, bounds, prior) => holds(made(each), bounds, prior, true)),
      { numRuns: 300 },
    );
  });

  test.each(['graduated', 'volume'] as const)('of %s tiers over a period, whatever the usage so far', (tiering) => {
    const components = tieredComponents(anyPrice, { tiering, counted: 'per-period' }, anyBlock);
    fc.assert(
      fc.property(components, anyBounds, anyUsage, (each, bounds, prior) => holds(made(each), bounds, prior, false)),
      { numRuns: 300 },
    );
  });

  test('under a minimum, a modifier and credits', () => {
    const terms = { minimumCharge: '0.05', modifiers: [{ multiply: '1.15' }], credit: { price: '1.00', per: 211 } };
    fc.assert(
      fc.property(plainComponents(anyFinePrice), anyBounds, (components, bounds) => holds(made(components, terms), bounds, {}, true)),
    );
  });
});

test('more can cost less, and the range knows: 100 at 0.04 are dearer than 101 at 0.03', () => {
  const entry = made([{ meter: 'image', price: '0.03', per: 1, tiers: [{ upTo: 100, price: '0.04' }], tiering: 'volume' }]);
  const range = unwrap(rateRange({ floor: { image: 99n }, expected: { image: 102n }, ceiling: { image: 103n } }, entry));
  expect([range.floor, range.expected, range.ceiling].map(({ total }) => total.pico)).toEqual([
    3_030_000_000_000n,
    3_060_000_000_000n,
    4_000_000_000_000n,
  ]);
});

test.each([
  ['a floor above its ceiling', { image: 2n }, { image: 1n }, 'invalid-usage'],
  ['a floor that is no bigint', { image: 1 }, { image: 1n }, 'invalid-usage'],
  ['a negative floor', { image: -1n }, { image: 1n }, 'invalid-usage'],
  ['a meter without a price', { image: 1n, pixel: 1n }, { image: 1n, pixel: 2n }, 'unpriced-meter'],
])('refuses %s', (_, floor, ceiling, code) => {
  const tiered = made([{ meter: 'image', price: '0.03', per: 1, free: 1 }]);
  const bounds = { floor, expected: floor, ceiling } as { floor: Usage; expected: Usage; ceiling: Usage };
  expect(rateRange(bounds, tiered)).toMatchObject({ ok: false, refusal: { code } });
});

test('what is certain is rated once, and its bounds are one', () => {
  const usage = { image: 2n };
  const entry = made([{ meter: 'image', price: '0.03', per: 1 }]);
  const range = unwrap(rateRange({ floor: usage, expected: usage, ceiling: usage }, entry));
  expect(range.floor === range.expected && range.expected === range.ceiling).toBe(true);
  expect(range.floor).toEqual(unwrap(rateUsage(usage, entry)));
});

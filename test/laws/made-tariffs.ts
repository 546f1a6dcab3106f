import { formatDecimal, priceEntry, rateUsage } from '@halfpenny/core';
import type { Charge, Outcome, PriceEntry, PriceEntryInput, TariffComponentInput, Usage } from '@halfpenny/core';
import * as fc from 'fast-check';

/** The meters of made tariffs: small enough a set that usage and tariff often meet. */
export const meters = ['text_input', 'image_input', 'image_output'] as const;

/** The value of an outcome; a refusal fails the law with its sentence. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

/** An entry of these components. */
export function made(components: readonly TariffComponentInput[], terms: Partial<PriceEntryInput> = {}): PriceEntry {
  return unwrap(
    priceEntry({ provider: 'any', model: 'made', mode: 'realtime', currency: 'USD', from: '2026-01-01', components, ...terms }),
  );
}

/** A charge. */
export function charge(usage: Usage, entry: PriceEntry, priorUsage?: Usage): Charge {
  return unwrap(rateUsage(usage, entry, {}, priorUsage));
}

/** The picounits of a charge. */
export function pico(usage: Usage, entry: PriceEntry, priorUsage?: Usage): bigint {
  return charge(usage, entry, priorUsage).total.pico;
}

/** Quantities of every meter. */
export const anyUsage: fc.Arbitrary<Usage> = fc
  .tuple(...meters.map(() => fc.bigInt({ min: 0n, max: 100_000n })))
  .map((quantities) => Object.fromEntries(meters.map((meter, index) => [meter, quantities[index] ?? 0n])));

/** Two usages as one. */
export function together(a: Usage, b: Usage): Usage {
  return Object.fromEntries(meters.map((meter) => [meter, (a[meter] ?? 0n) + (b[meter] ?? 0n)]));
}

/** A price of at most six decimals, so that a millionth of it is whole picounits and no line is rounded. */
export const anyPrice = fc.bigInt({ min: 0n, max: 1_000_000_000n }).map((millionths) => formatDecimal(millionths * 1_000_000n));

/** A price of up to twelve decimals, whose lines are mostly rounded. */
export const anyFinePrice = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(formatDecimal);

const per = fc.constantFrom(1, 1000, 1_000_000);
const bounds = fc
  .uniqueArray(fc.integer({ min: 1, max: 120_000 }), { minLength: 1, maxLength: 4 })
  .map((each) => each.toSorted((a, b) => a - b));

/** Components that are quantity × price and nothing else, one a meter. */
export function plainComponents(price: fc.Arbitrary<string>): fc.Arbitrary<readonly TariffComponentInput[]> {
  return fc.tuple(...meters.map((meter) => fc.record({ meter: fc.constant(meter), price, per })));
}

/** How a component is counted that tests a law of its own. */
export interface CountingKind {
  readonly tiering: 'graduated' | 'volume';
  readonly counted: 'per-call' | 'per-period';
}

/** Components with tiers, and with blocks where asked for, one a meter. */
export function tieredComponents(
  price: fc.Arbitrary<string>,
  kind: CountingKind,
  block: fc.Arbitrary<number> = fc.constant(1),
): fc.Arbitrary<readonly TariffComponentInput[]> {
  const component = fc.record({ price, per, block, bounds, prices: fc.array(price, { minLength: 4, maxLength: 4 }) });
  return fc.array(component, { minLength: meters.length, maxLength: meters.length }).map((each) =>
    each.map(({ bounds: ends, prices, ...rate }, index) => ({
      ...rate,
      ...kind,
      meter: meters[index] ?? 'text_input',
      tiers: ends.map((upTo, tier) => ({ upTo, price: prices[tier] ?? '0' })),
    })),
  );
}

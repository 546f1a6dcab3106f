import type { Usage } from '../meter/meter.ts';
import type { RatingContext } from '../price-book/conditions.ts';
import { notAnEntry } from '../price-book/known-entry.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { applyingComponent, modifiedBy } from './applying-component.ts';
import type { Charge } from './charge.ts';
import { readPriorUsage } from './check-quantity.ts';
import type { CountingCase } from './counted-lines.ts';
import { extremeOf, type Extreme, type QuantityRange } from './extreme-quantity.ts';
import { rateUsage } from './rate-usage.ts';
import { ratedTariff, tariffOf } from './rated-tariff.ts';
import { ratingContext } from './rating-context.ts';

/** A usage at least, as expected, and at most; each meter of the expected one lies between the others. */
export interface UsageBounds {
  readonly floor: Usage;
  readonly expected: Usage;
  readonly ceiling: Usage;
}

/** What else a range is rated by: the context of conditions, and the usage so far where it is known. */
export interface RangeTerms {
  readonly context?: RatingContext;
  readonly priorUsage?: Usage;
}

/** The least and the most that any usage within bounds can cost, and what the expected one costs. */
export interface ChargeRange {
  readonly floor: Charge;
  readonly expected: Charge;
  readonly ceiling: Charge;
}

/**
 * What usage within bounds will cost: floor ≤ the bill of any such usage ≤ ceiling, also where more units cost less than fewer because they reach another tier (to a picounit a tier, where its price does not divide). Where
 * tiers or free units go on from a usage so far that is not given, the bounds span every usage so far, and expected is the most the expected usage can cost: a free
 * allowance that nobody says is left is not counted on. Refuses what `rateUsage` refuses, and bounds that are not in order (`invalid-usage`).
 */
export function rateRange(bounds: UsageBounds, entry: PriceEntry, given: RangeTerms = {}): Outcome<ChargeRange> {
  if (tariffOf(entry) === undefined) return notAnEntry(entry);
  if (!areBounds(bounds)) return noBounds(bounds);
  if (given.priorUsage === undefined) return rangeOf(bounds, { entry, terms: given });
  const { priorUsage: stated, ...terms } = given;
  const priorUsage = readPriorUsage(stated);
  if (!priorUsage.ok) return priorUsage;
  return rangeOf(bounds, { entry, terms: priorUsage.value === undefined ? terms : { ...terms, priorUsage: priorUsage.value } });
}

/** The quick question, before the one that says which is none. */
function areBounds(bounds: UsageBounds): boolean {
  if (plainObject(bounds) === undefined) return false;
  const { floor, expected, ceiling } = bounds;
  return plainObject(floor) !== undefined && plainObject(expected) !== undefined && plainObject(ceiling) !== undefined;
}

function rangeOf(bounds: UsageBounds, { entry, terms }: RangeCase): Outcome<ChargeRange> {
  const { floor, expected, ceiling } = bounds;
  const disorder = outOfOrder(floor, expected) ?? outOfOrder(expected, ceiling);
  if (disorder !== undefined) return disorder;
  const least = rateExtreme({ least: floor, most: ceiling }, 'least', { entry, terms });
  if (!least.ok) return least;
  const isCertain = floor === expected && expected === ceiling && isWithoutPrior(entry, terms);
  if (isCertain) return accepted({ floor: least.value, expected: least.value, ceiling: least.value });
  const most = rateExtreme({ least: floor, most: ceiling }, 'most', { entry, terms });
  if (!most.ok) return most;
  const likely = rateExtreme({ least: expected, most: expected }, 'most', { entry, terms });
  return likely.ok ? accepted({ floor: least.value, expected: likely.value, ceiling: most.value }) : likely;
}

interface Ends {
  readonly least: Usage;
  readonly most: Usage;
}

interface RangeCase {
  readonly entry: PriceEntry;
  readonly terms: RangeTerms;
}

/** True where nothing in the entry depends on a usage so far, or it is given. */
function isWithoutPrior(entry: PriceEntry, { priorUsage }: RangeTerms): boolean {
  return priorUsage !== undefined || ratedTariff(entry).isPlain || !entry.components.some(({ counted }) => counted === 'per-period');
}

function rateExtreme(ends: Ends, extreme: Extreme, { entry, terms }: RangeCase): Outcome<Charge> {
  const side = extreme === 'least' ? ends.least : ends.most;
  if (ratedTariff(entry).isPlain) return rateUsage(side, entry, terms.context);
  const usage: Record<string, bigint> = {};
  const priorUsage: Record<string, bigint> = { ...terms.priorUsage };
  for (const meter of new Set([...Object.keys(ends.least), ...Object.keys(ends.most)])) {
    const range = { least: ends.least[meter] ?? 0n, most: ends.most[meter] ?? 0n };
    const chosen = chooseQuantity(meter, range, { entry, terms, extreme, side });
    if (!chosen.ok) return chosen;
    if (chosen.value.quantity !== 0n || Object.hasOwn(side, meter)) usage[meter] = chosen.value.quantity;
    if (chosen.value.start !== undefined) priorUsage[meter] = chosen.value.start;
  }
  return rateUsage(usage, entry, terms.context, priorUsage);
}

interface ChoiceCase extends RangeCase {
  readonly extreme: Extreme;
  /** The usage at that end, for meters that others are divided or multiplied by. */
  readonly side: Usage;
}

function chooseQuantity(meter: string, range: QuantityRange, { entry, terms, extreme, side }: ChoiceCase) {
  const tariff = ratedTariff(entry);
  const context = ratingContext(entry, terms.context ?? {});
  const rated = applyingComponent(tariff.byMeter.get(meter), context);
  const plainly = { quantity: extreme === 'least' ? range.least : range.most, start: undefined };
  if (rated?.component.counted === undefined) return accepted(plainly);
  const found: CountingCase = {
    usage: side,
    priorUsage: terms.priorUsage,
    currency: entry.currency,
    modified: modifiedBy(tariff, context),
  };
  return extremeOf(rated, range, { ...found, extreme });
}

function outOfOrder(low: Usage, high: Usage): Refused | undefined {
  if (low === high) return undefined;
  for (const meter of new Set([...Object.keys(low), ...Object.keys(high)])) {
    const [least, most] = [low[meter] ?? 0n, high[meter] ?? 0n];
    if (typeof least !== 'bigint' || typeof most !== 'bigint' || least > most || least < 0n) return notInOrder(meter);
  }
  return undefined;
}

function noBounds(bounds: unknown): Refused {
  const missing = ['floor', 'expected', 'ceiling'].find((bound) => plainObject(plainObject(bounds)?.[bound]) === undefined) ?? 'bounds';
  const message = `The ${missing} of a range is a usage: bigints by meter, such as { image: 2n }.`;
  return refused({ code: 'invalid-usage', path: [missing], message });
}

function notInOrder(meter: string): Refused {
  const message = `The bounds of ${meter} are not in order: the floor is a bigint of at least 0n and at most the ceiling.`;
  return refused({ code: 'invalid-usage', path: ['usage', meter], message });
}

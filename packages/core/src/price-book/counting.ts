import { formatDecimal } from '../money/decimal.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { readPrice, readUnits } from './tariff-figures.ts';
import { unknownField } from './unknown-field.ts';

/** What blocks, tiers and free units count: each image by itself, the whole call, or all usage so far in the provider's period. */
export type Counted = 'per-image' | 'per-call' | 'per-period';

/** Graduated: each unit costs what its own tier says. Volume: all units of a call cost what the tier of its last unit says. */
export type Tiering = 'graduated' | 'volume';

/** How the units of a component are counted, as a price list writes it. */
export interface CountingInput {
  /** Started blocks of that many units count whole: with 8,000,000, an image of 9 megapixels counts 16. */
  readonly block?: number;
  /** Prices of the first units, each up to a bound, which belongs to its tier; the component's own price holds beyond the last. */
  readonly tiers?: readonly { readonly upTo: number; readonly price: string }[];
  /** Graduated unless it says volume. */
  readonly tiering?: Tiering;
  /** That many first units are free; further tiers count them. */
  readonly free?: number;
  /** Per call unless it says otherwise. */
  readonly counted?: Counted;
}

/** A tier read: units up to and including `upTo` cost `price` for the component's `per` units. */
export interface PriceTier {
  readonly upTo: bigint;
  readonly price: string;
}

/** How the units of a component are counted, read and checked. */
export interface Counting {
  readonly block?: bigint;
  readonly tiers?: readonly PriceTier[];
  readonly tiering?: Tiering;
  readonly counted?: Counted;
}

/** Tiers a component may list; free units are a further one. */
export const tiersMost = 100;

/** Blocks, tiers and free units of a component. Refuses tiers that do not rise, free units of a volume tariff, and a way of counting with nothing to count. */
export function readCounting(input: object, path: readonly string[]): Outcome<Counting> {
  const { block, tiers, tiering, free, counted } = input as Record<string, unknown>;
  const badWord = notOneOf(tiering, ['graduated', 'volume'], [...path, 'tiering']) ?? notOneOf(counted, countedWords, [...path, 'counted']);
  if (badWord !== undefined) return badWord;
  const started = block === undefined ? undefined : readUnits(block, { path: [...path, 'block'], code: 'invalid-tariff-rule' });
  if (started !== undefined && !started.ok) return started;
  const steps = readTiers(tiers, free, path);
  if (!steps.ok) return steps;
  if (free !== undefined && tiering === 'volume') {
    return badTiers([...path, 'free'], 'Free units stay free, which volume tiers do not: write them as a tier, or the tiers as graduated');
  }
  const hasTiers = steps.value.length > 0;
  if (!hasTiers && tiering !== undefined) return badTiers([...path, 'tiering'], 'A way of tiering needs tiers');
  if (!hasTiers && started === undefined && counted !== undefined)
    return badTiers([...path, 'counted'], 'Only blocks, tiers and free units are counted in a way of their own');
  return accepted({
    ...(started !== undefined && { block: started.value }),
    ...(hasTiers && { tiers: steps.value, tiering: (tiering ?? 'graduated') as Tiering }),
    ...((hasTiers || started !== undefined) && { counted: (counted ?? 'per-call') as Counted }),
  });
}

const countedWords = ['per-image', 'per-call', 'per-period'];

function readTiers(tiers: unknown, free: unknown, path: readonly string[]): Outcome<readonly PriceTier[]> {
  const steps: PriceTier[] = [];
  if (free !== undefined) {
    const units = readUnits(free, { path: [...path, 'free'], code: 'invalid-tiers' });
    if (!units.ok) return units;
    steps.push(Object.freeze({ upTo: units.value, price: '0' }));
  }
  if (tiers === undefined) return accepted(Object.freeze(steps));
  if (!Array.isArray(tiers) || tiers.length === 0 || tiers.length > tiersMost)
    return badTiers([...path, 'tiers'], `Tiers are a list of 1 to ${tiersMost}`);
  for (const [index, each] of tiers.entries()) {
    const tier = readTier(each, [...path, 'tiers', String(index)]);
    if (!tier.ok) return tier;
    const last = steps.at(-1);
    if (last !== undefined && tier.value.upTo <= last.upTo)
      return badTiers([...path, 'tiers', String(index), 'upTo'], `A tier up to ${tier.value.upTo} does not rise above the one before`);
    steps.push(tier.value);
  }
  return accepted(Object.freeze(steps));
}

function readTier(input: unknown, path: readonly string[]): Outcome<PriceTier> {
  if (typeof input !== 'object' || input === null) return badTiers(path, `${shown(input)} is no tier`);
  const unknown = unknownField(input, ['upTo', 'price'], path);
  if (unknown !== undefined) return unknown;
  const { upTo, price } = input as Record<string, unknown>;
  const bound = readUnits(upTo, { path: [...path, 'upTo'], code: 'invalid-tiers' });
  if (!bound.ok) return bound;
  const pico = readPrice(price, [...path, 'price']);
  return pico.ok ? accepted(Object.freeze({ upTo: bound.value, price: formatDecimal(pico.value) })) : pico;
}

function notOneOf(value: unknown, words: readonly string[], path: readonly string[]): Refused | undefined {
  if (value === undefined || words.includes(value as string)) return undefined;
  return refused({ code: 'invalid-tariff-rule', path, message: `${shown(value)} is none of ${words.join(', ')}.`, accepted: words });
}

function badTiers(path: readonly string[], why: string): Refused {
  return refused({
    code: 'invalid-tiers',
    path,
    message: `${why}: write such as [{ upTo: 100, price: '0' }, { upTo: 10000, price: '0.04' }].`,
  });
}

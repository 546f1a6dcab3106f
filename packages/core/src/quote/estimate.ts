import type { Usage } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';
import type { RatingContext } from '../price-book/conditions.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { Charge } from '../rating/charge.ts';
import { possibleSizes, type PossibleSize } from './possible-sizes.ts';
import { rateRange, type ChargeRange } from '../rating/rate-range.ts';
import { invariant } from '../refusal/invariant.ts';
import { accepted, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { expectedQuality } from '../tokens/foretold-tokens.ts';
import { billsTokens } from './counted-work.ts';
import { expectedUsage } from './expected-usage.ts';
import type { Exactness } from './offer.ts';
import { leavesQuality, type ResolvedRequest } from './resolved-request.ts';

/** What a request would cost by one entry. No ceiling where a size the provider may choose has no price. */
export interface Estimate {
  readonly exactness: Exactness;
  readonly floor: Money;
  readonly expected?: Charge;
  readonly ceiling?: Money;
}

/** One way the provider may choose, and what it would cost. */
interface Possibility extends ChargeRange {
  readonly isExpected: boolean;
}

/**
 * Rates every quality, and every size, that the request leaves to the provider: floor is the least, ceiling the most, expected that of medium
 * and 1024x1024. Tiers that go on from a usage so far make a range where that is not given. Refuses what the entry has no price for, and a token tariff for a model nobody can count tokens of.
 */
export function estimate(request: ResolvedRequest, entry: PriceEntry, priorUsage?: Usage): Outcome<Estimate> {
  const { model } = request.served;
  if (billsTokens(entry) && model.outputTokens.kind === 'none') return noCount(model.name);
  const sizes = possibleSizes(request, entry);
  const possibilities: Possibility[] = [];
  let unpriced: Refusal | undefined;
  for (const quality of request.qualities) {
    for (const size of sizes) {
      const rated = possibility({ request, entry, quality, size, priorUsage });
      if (rated.ok) possibilities.push(rated.value);
      else unpriced ??= rated.refusal;
    }
  }
  if (possibilities.length === 0) return refused(unpriced ?? noCount(model.name).refusal);
  return accepted(spanned(possibilities, unpriced === undefined));
}

interface Choice {
  readonly request: ResolvedRequest;
  readonly entry: PriceEntry;
  readonly quality: string;
  readonly size: PossibleSize;
  readonly priorUsage: Usage | undefined;
}

function possibility({ request, entry, quality, size, priorUsage }: Choice): Outcome<Possibility> {
  const context: RatingContext = { operation: request.operation, mode: request.mode, quality, size: size.size };
  const usage = expectedUsage(request, entry, { quality, size: size.pixels === undefined ? size.size : 'auto', pixels: size.pixels });
  const rated = rateRange(usage, entry, priorUsage === undefined ? { context } : { context, priorUsage });
  if (!rated.ok) return rated;
  const isExpected = (!leavesQuality(request) || quality === expectedQuality) && size.isExpected;
  return accepted({ isExpected, ...rated.value });
}

function spanned(possibilities: readonly Possibility[], isBounded: boolean): Estimate {
  const [first] = possibilities;
  invariant(first !== undefined, 'An estimate spans at least one possibility.');
  const least = possibilities.reduce((best, { floor }) => (floor.total.pico < best.pico ? floor.total : best), first.floor.total);
  const most = possibilities.reduce((worst, { ceiling }) => (ceiling.total.pico > worst.pico ? ceiling.total : worst), first.ceiling.total);
  const expected = possibilities.find(({ isExpected }) => isExpected)?.expected;
  const known = expected === undefined ? { floor: least } : { floor: least, expected };
  if (!isBounded) return { ...known, exactness: 'unknown' };
  return { ...known, exactness: least.pico === most.pico ? 'exact' : 'range', ceiling: most };
}

function noCount(model: string) {
  const message = `${model} is billed by tokens in this price entry, and nobody can tell its tokens beforehand.`;
  return refused({ code: 'no-output-token-rule', path: ['model'], message });
}

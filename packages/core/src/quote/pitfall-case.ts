import { countMeters } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';
import { subtractMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { Instant } from '../time/instant.ts';
import type { CostMemo } from './cost-memo.ts';
import { billsTokens } from './counted-work.ts';
import type { Estimate } from './estimate.ts';
import type { Comparison } from './offer.ts';
import type { ReadOptions } from './quote-options.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** What an offer is made of: a request as one provider would run it, its price and its cost. */
export interface OfferCase {
  readonly request: ResolvedRequest;
  readonly entry: PriceEntry;
  readonly estimate: Estimate;
  readonly book: PriceBook;
  readonly at: Instant;
  readonly options: ReadOptions;
  readonly costs: CostMemo;
}

/** What a pitfall is looked for in: all that an offer is made of, and the cost at the reference provider, where there is one. */
export interface PitfallCase extends OfferCase {
  readonly comparison: Comparison | undefined;
}

/** The money between ceiling and floor as a field; nothing where there is no ceiling. */
export function spread({ floor, ceiling }: Estimate): { readonly atStake?: Money } {
  return ceiling === undefined ? {} : { atStake: subtractMoney(ceiling, floor) };
}

/** Parameters that choose a price: what `pricesBy` is asked for. */
type PricedParameter = 'quality' | 'size';

/** An entry never changes, so what its price depends on is looked for once and kept beside it. */
const dependencies = new WeakMap<PriceEntry, Readonly<Record<PricedParameter, boolean>>>();

/** True where the entry's price depends on a parameter: it bills consumption (pixels follow the size alone), or names the parameter, or a tier of it, in a condition. */
export function pricesBy(entry: PriceEntry, parameter: PricedParameter): boolean {
  let found = dependencies.get(entry);
  if (found === undefined) {
    found = { quality: dependsOn(entry, 'quality'), size: dependsOn(entry, 'size') };
    dependencies.set(entry, found);
  }
  return found[parameter];
}

function dependsOn(entry: PriceEntry, parameter: PricedParameter): boolean {
  if (billsTokens(entry)) return true;
  const priced = entry.components.flatMap(({ meter, times }) => [meter, times?.meter ?? meter]);
  if (priced.some((meter) => !countMeters.has(meter) && (meter !== 'pixel' || parameter === 'size'))) return true;
  return [...entry.components, ...(entry.modifiers ?? [])].some(({ when }) => parameter in when || `${parameter}Tier` in when);
}

import type { Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { Outcome } from '../refusal/refusal.ts';
import { estimate, type Estimate } from './estimate.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** Estimates of one quote: the cost at one provider is what several others are held against, and is reckoned once. */
export type CostMemo = (request: ResolvedRequest, entry: PriceEntry) => Outcome<Estimate>;

/** A memory for one quote; within it only provider, price entry, model, size and quality differ. */
export function costMemo(priorUsage: Usage | undefined): CostMemo {
  const known = new Map<string, Outcome<Estimate>>();
  return (request, entry) => {
    const key = `${entry.id} ${request.served.model.name} ${request.size} ${request.quality}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = estimate(request, entry, priorUsage);
    known.set(key, made);
    return made;
  };
}

import type { Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { Outcome } from '../refusal/refusal.ts';
import { estimate, type Estimate } from './estimate.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** Estimates of one quote: the cost at one provider is what several others are held against, and is reckoned once. */
export type CostMemo = (request: ResolvedRequest, entry: PriceEntry) => Outcome<Estimate>;

interface Known {
  readonly request: ResolvedRequest;
  readonly entry: PriceEntry;
  readonly cost: Outcome<Estimate>;
}

/** A memory for one quote; within it only price entry, model, size and quality differ. There are few, so they are looked through. */
export function costMemo(priorUsage: Usage | undefined): CostMemo {
  const known: Known[] = [];
  return (request, entry) => {
    for (const each of known) if (each.entry === entry && isSame(each.request, request)) return each.cost;
    const cost = estimate(request, entry, priorUsage);
    known.push({ request, entry, cost });
    return cost;
  };
}

function isSame(a: ResolvedRequest, b: ResolvedRequest): boolean {
  return a.size === b.size && a.quality === b.quality && a.served.model === b.served.model;
}

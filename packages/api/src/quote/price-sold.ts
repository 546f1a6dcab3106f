import { accepted, refused } from '@halfpenny/core';
import type { Offer, Outcome, QuoteOffers } from '@halfpenny/core';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { priceRequest } from './price-request.ts';
import type { Counted } from './price-request.ts';

/** What a request is offered at, and, where that is a sell price, what each provider would take. */
export interface PricedRequest {
  readonly priced: QuoteOffers;
  /** By provider; empty: the offers are at cost. */
  readonly costs: ReadonlyMap<string, Offer>;
}

/**
 * The offers of a request to a workspace: at the prices of its sell book where it has one, and else at cost. What has no sell price is not sold, and what has no cost in
 * force is not offered, for nobody could say what it takes.
 */
export function priceSold(
  held: HeldBook,
  { workspaceId, counted }: { readonly workspaceId: string; readonly counted: Counted },
  at: string,
): Outcome<PricedRequest> {
  const sell = held.soldTo(workspaceId, at);
  if (sell === undefined) {
    const atCost = priceRequest(held.book, counted, at);
    return atCost.ok ? accepted({ priced: atCost.value, costs: new Map() }) : atCost;
  }
  const sold = priceRequest(sell, counted, at, true);
  if (!sold.ok) return sold;
  const costs = priceRequest(held.book, counted, at);
  if (!costs.ok) return costs;
  const byProvider = new Map(costs.value.offers.map((offer) => [offer.provider, offer]));
  const offers = sold.value.offers.filter(({ provider }) => byProvider.has(provider));
  const uncosted = sold.value.offers
    .filter(({ provider }) => !byProvider.has(provider))
    .map(({ provider }) => ({ provider, refusal: noCost(provider) }));
  const [first] = uncosted;
  if (offers.length === 0 && first !== undefined) return refused(first.refusal);
  return accepted({
    priced: { ...sold.value, offers, refusedProviders: [...sold.value.refusedProviders, ...uncosted] },
    costs: byProvider,
  });
}

function noCost(provider: string) {
  const message = `What ${provider} takes for this is not known just now, so it is not offered: ask another provider, or its operator.`;
  return { code: 'no-price-in-force', message, path: ['model'], accepted: [] } as const;
}

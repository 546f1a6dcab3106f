import { shutDownAt } from '../catalog/life.ts';
import type { ProviderFacts } from '../catalog/provider-facts.ts';
import { entryInForceAt } from '../price-book/entry-in-force.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import type { Instant } from '../time/instant.ts';
import { comparisonOf } from './compared-cost.ts';
import type { CostMemo } from './cost-memo.ts';
import { evidenceOf } from './evidence.ts';
import type { Offer } from './offer.ts';
import type { OfferCase } from './pitfall-case.ts';
import { pitfallsOf } from './pitfalls.ts';
import type { ReadOptions } from './quote-options.ts';
import type { QuoteRequest } from './request-fields.ts';
import { resolveRequest } from './resolve-request.ts';

/** Prices of when, and what is known besides: a book, an instant, options. */
export interface PricingMoment {
  readonly book: PriceBook;
  readonly at: Instant;
  readonly options: ReadOptions;
  readonly costs: CostMemo;
}

/** What one provider would charge for a request that has no problems of its own; or why it cannot serve it. */
export function providerOffer(provider: ProviderFacts, request: QuoteRequest, moment: PricingMoment): Outcome<Offer> {
  const { book, at, options, costs } = moment;
  const resolved = resolveRequest(provider, request, options);
  if (!resolved.ok) return resolved;
  const { served, mode } = resolved.value;
  const entry = entryInForceAt(book, { provider: provider.name, model: served.name, mode }, at);
  if (!entry.ok) return entry;
  const ended = shutDownAt(provider.name, served.model, at);
  if (ended !== undefined) return ended;
  const cost = costs(resolved.value, entry.value);
  if (!cost.ok) return cost;
  return accepted(offerOf({ ...moment, request: resolved.value, entry: entry.value, estimate: cost.value }));
}

function offerOf(alone: OfferCase): Offer {
  const { request, entry } = alone;
  const { exactness, floor, expected, ceiling } = alone.estimate;
  const comparison = comparisonOf(alone);
  return {
    provider: request.provider,
    model: request.served.name,
    mode: request.mode,
    exactness,
    floor,
    ...(expected !== undefined && { expected: expected.total }),
    ...(ceiling !== undefined && { ceiling }),
    lines: expected?.lines ?? [],
    resolved: request.parameters,
    evidence: evidenceOf(request, entry),
    pitfalls: pitfallsOf({ ...alone, comparison }),
    ...(comparison !== undefined && { comparison }),
    entry,
  };
}

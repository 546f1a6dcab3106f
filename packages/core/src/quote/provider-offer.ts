import { lifeStage } from '../catalog/life.ts';
import type { ProviderFacts } from '../catalog/provider-facts.ts';
import { entryInForceAt } from '../price-book/entry-in-force.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import type { Instant } from '../time/instant.ts';
import { choicePitfalls } from './choice-pitfalls.ts';
import { estimate, type Estimate } from './estimate.ts';
import { evidenceOf } from './evidence.ts';
import { flatPitfalls } from './flat-pitfalls.ts';
import { lifePitfalls } from './life-pitfalls.ts';
import type { Offer, Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';
import type { ReadOptions } from './quote-options.ts';
import type { QuoteRequest } from './request-fields.ts';
import { resolveRequest } from './resolve-request.ts';
import type { ResolvedRequest } from './resolved-request.ts';
import { tokenPitfalls } from './token-pitfalls.ts';

/** Prices of when, and what is known besides: a book, an instant, options. */
export interface PricingMoment {
  readonly book: PriceBook;
  readonly at: Instant;
  readonly options: ReadOptions;
}

/** What one provider would charge for a request that has no problems of its own; or why it cannot serve it. */
export function providerOffer(provider: ProviderFacts, request: QuoteRequest, { book, at, options }: PricingMoment): Outcome<Offer> {
  const resolved = resolveRequest(provider, request, options.seen);
  if (!resolved.ok) return resolved;
  const { served, mode } = resolved.value;
  const entry = entryInForceAt(book, { provider: provider.name, model: served.name, mode }, at);
  if (!entry.ok) return entry;
  if (served.model.maker === provider.name && lifeStage(served.model, at) === 'shut-down') return shutDown(resolved.value);
  const cost = estimate(resolved.value, entry.value, options.priorUsage);
  if (!cost.ok) return cost;
  const pitfalls = pitfallsOf({ request: resolved.value, entry: entry.value, estimate: cost.value, book, at });
  return accepted(offerOf(resolved.value, entry.value, { estimate: cost.value, pitfalls }));
}

function offerOf(request: ResolvedRequest, entry: PriceEntry, found: { estimate: Estimate; pitfalls: readonly Pitfall[] }): Offer {
  const { exactness, floor, expected, ceiling } = found.estimate;
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
    pitfalls: found.pitfalls,
    entry,
  };
}

function pitfallsOf(found: PitfallCase): readonly Pitfall[] {
  return [...choicePitfalls(found), ...flatPitfalls(found), ...tokenPitfalls(found), ...lifePitfalls(found)];
}

function shutDown({ provider, served }: ResolvedRequest): Refused {
  const { name, shutDown: day } = served.model;
  return refused({
    code: 'model-shut-down',
    path: ['model'],
    message: `${provider} shut ${name} down on ${day}: choose a model that runs.`,
  });
}

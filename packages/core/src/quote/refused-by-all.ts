import { mostPressing, type Refusal } from '../refusal/refusal.ts';
import type { QuoteOffers } from './offer.ts';

/**
 * One refusal where every provider that was asked refuses: the most pressing, the rest in `others`, each different reason once, with the `providers` that give it in its details, and `provider` where it is
 * one alone. Undefined of none.
 */
export function refusedByAll(refusals: QuoteOffers['refusedProviders']): Refusal | undefined {
  const byReason = new Map<string, { refusal: Refusal; providers: string[] }>();
  for (const { provider, refusal } of refusals.flatMap(apart)) {
    const reason = JSON.stringify([refusal.code, refusal.path, refusal.message]);
    const known = byReason.get(reason) ?? { refusal, providers: [] };
    known.providers.push(provider);
    byReason.set(reason, known);
  }
  return mostPressing([...byReason.values()].map(({ refusal, providers }) => ({ ...refusal, details: detailsOf(refusal, providers) })));
}

/** A refusal and those it holds, one by one. */
function apart({ provider, refusal }: QuoteOffers['refusedProviders'][number]): QuoteOffers['refusedProviders'] {
  const { others = [], ...first } = refusal;
  return [first, ...others].map((each) => ({ provider, refusal: each }));
}

function detailsOf({ details }: Refusal, providers: readonly string[]): NonNullable<Refusal['details']> {
  const [provider, ...more] = providers;
  return { ...details, ...(more.length === 0 && { provider }), providers };
}

import { accepted, invariant, refused } from '@halfpenny/core';
import type { Outcome, QuoteOffers, Refusal, ServiceMode } from '@halfpenny/core';
import { documented } from '../providers/documented.ts';
import type { ImageRequest } from './image-request.ts';

/** What is asked for, as far as a provider may have no word for it. */
interface Asked {
  readonly request: ImageRequest;
  readonly mode: ServiceMode;
}

/** What of a request the wire to a provider has no word for, though there is a price for it; undefined: it can be sent. */
function unsendable(provider: string, { request, mode }: Asked): Refusal | undefined {
  if (request.partialImages > 0 && !documented.streams.has(provider)) {
    const message = `${provider} documents no streams, so it sends no partial images: leave partialImages out, or ask openai.`;
    return { code: 'invalid-partial-images', message, path: ['request', 'partialImages'], accepted: ['0'] };
  }
  if (mode === 'batch' && !documented.batches.has(provider)) {
    return {
      code: 'invalid-mode',
      message: `${provider} documents no batches: say REALTIME, or ask openai.`,
      path: ['mode'],
      accepted: ['REALTIME'],
    };
  }
  return undefined;
}

/** The offers that can be sent as they are asked for; the others are refused by their provider's name. Refused where none is left. */
export function servableOffers(priced: QuoteOffers, asked: Asked): Outcome<QuoteOffers> {
  const judged = priced.offers.map((offer) => ({ offer, refusal: unsendable(offer.provider, asked) }));
  const refusals = judged.flatMap(({ offer, refusal }) => (refusal === undefined ? [] : [{ provider: offer.provider, refusal }]));
  if (refusals.length === 0) return accepted(priced);
  const offers = judged.filter(({ refusal }) => refusal === undefined).map(({ offer }) => offer);
  if (offers.length > 0) return accepted({ ...priced, offers, refusedProviders: [...priced.refusedProviders, ...refusals] });
  const [first] = refusals;
  invariant(first !== undefined, 'Where no offer is left, one was refused.');
  return refused(first.refusal);
}

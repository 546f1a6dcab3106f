import type { PriceBook, Refusal, Usage } from '@halfpenny/core';
import type { Succeeded } from '../providers/provider.ts';
import { expectedReading } from './expected-usage.ts';
import type { KeptImages } from './keep-images.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import { rateInForce, rateReading, readUsage, usageUnder } from './rate-reply.ts';
import type { RatedSide } from './rate-reply.ts';
import { serviceInstant } from './service-instant.ts';
import type { SideVerdict, Verdict } from './verdict.ts';

/** A reply that was read, when it ended, and what became of its images. */
export interface SucceededCall {
  readonly outcome: Succeeded;
  readonly endedAt: Date;
  readonly images: KeptImages;
}

/**
 * What a reply says of a generation. The caller pays by the pinned entry, the cost is by the entry in force when the provider worked. Where a
 * delivered reply says nothing of its usage, what was expected stands in as an ESTIMATE; what cannot be rated at all is UNBILLED.
 */
export function judgeReply(book: PriceBook, open: OpenGeneration, attempt: OpenAttempt, call: SucceededCall): Verdict {
  const { outcome, images, endedAt } = call;
  const { reply, httpStatus, providerRequestId } = outcome;
  const { chosen, pinned, record } = open;
  const serviceAt = serviceInstant(reply, { startedAt: attempt.startedAt, endedAt });
  const read = readUsage({ reply, images: outcome.images.length, firstKept: images.kept[0] }, chosen);
  const estimate = images.kept.length === 0 ? undefined : expectedReading(read, chosen, record.quote.request);
  const rated = (reading: typeof read) => ({
    charge: rateReading(reading, pinned),
    cost: rateInForce(reading, book, { offer: chosen.offer, mode: record.quote.mode, serviceAt }),
  });
  const known = rated(read);
  const assumed = estimate === undefined ? undefined : rated(estimate);
  const charge = sideVerdict(known.charge, assumed?.charge);
  const cost = sideVerdict(known.cost, assumed?.cost);
  const usage = usageUnder(read, pinned);
  return {
    attempt: { outcome: 'succeeded', httpStatus, providerRequestId, reply, failure: null, endedAt, serviceAt },
    status: images.kept.length > 0 ? 'succeeded' : 'failed',
    charge,
    cost,
    serviceAt,
    images: images.kept,
    unkept: images.unkept,
    usage: usage.ok ? quantityTexts(usage.value) : null,
    delivered: read.delivered,
    failure: images.failure ?? reasonUnbilled(charge) ?? reasonUnbilled(cost) ?? null,
    source: 'late-result',
    evidence: { reply, providerRequestId },
  };
}

/** What the reading says; else, where that alone is missing, the estimate; else UNBILLED. */
function sideVerdict(known: RatedSide, assumed: RatedSide | undefined): SideVerdict {
  if (known.ok) return { state: 'settled', charge: known.charge, entry: known.entry };
  if (assumed?.ok === true) return { state: 'estimated', charge: assumed.charge, entry: assumed.entry };
  return { state: 'unbilled', refusal: known.refusal, entry: known.entry };
}

function reasonUnbilled(side: SideVerdict): Refusal | undefined {
  return side.state === 'unbilled' ? side.refusal : undefined;
}

/** Quantities by meter as decimal text. */
export function quantityTexts(usage: Usage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(usage).map(([meter, quantity]) => [meter, quantity.toString()]));
}

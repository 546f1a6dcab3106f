import { accepted, refused, type Charge, type Outcome, type Refusal, type Usage } from '@halfpenny/core';
import { quantityTexts } from '../generation/judge-reply.ts';
import { rateInForce, rateReading, type RatedSide, type ReadUsage } from '../generation/rate-reply.ts';
import type { SideVerdict, Verdict } from '../generation/verdict.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import type { OpenedWith } from '../generation/read-opened.ts';
import type { Doubt } from './find-doubt.ts';

/** An estimate: what it counts as to have used, what the provider takes for that, and what follows for the generation. */
export interface Estimate {
  readonly cost: Charge;
  readonly verdict: Verdict;
}

/** What a generation was opened with, and the prices as they are known now. */
export interface DecidedFor extends OpenedWith {
  readonly doubt: Doubt;
  readonly book: HeldBook['book'];
}

/**
 * What follows where a person decides that a call counts as billed, for some usage: the caller pays by the pinned entry, the cost is by the entry in force when the provider worked, both
 * estimated. Refused where there is no price for the usage.
 * Example: 12 text tokens at 5 a million and 129 image tokens at 30 a million are carried at 0.00393.
 */
export function judgeEstimated({ doubt, record, chosen, pinned, book }: DecidedFor, usage: Usage): Outcome<Estimate> {
  const asked = Object.fromEntries(chosen.offer.resolved.map(({ name, value }) => [name, value]));
  const reading: ReadUsage = {
    tokens: accepted(usage),
    images: usage['image'] ?? BigInt(record.quote.request.n),
    delivered: { ...asked, ...doubt.delivered },
    operation: asked['operation'] ?? 'generate',
  };
  const cost = rateInForce(reading, book, { offer: chosen.offer, mode: record.quote.mode, serviceAt: doubt.serviceAt });
  if (!cost.ok) return refused({ ...cost.refusal, path: ['usage'] });
  const charge = rateReading(reading, pinned);
  if (!charge.ok) return refused({ ...charge.refusal, path: ['usage'] });
  const sides = { charge: estimated(charge), cost: estimated(cost) };
  return accepted({ cost: cost.charge, verdict: { ...decided(doubt), ...sides, usage: quantityTexts(usage), failure: countsAsBilled } });
}

/** What follows where a person decides that a call counts as not billed. */
export function judgeVoid(doubt: Doubt): Verdict {
  const side = { state: 'void' } as const;
  return { ...decided(doubt), charge: side, cost: side, usage: null, failure: countsAsUnbilled };
}

function estimated({ charge, entry }: Extract<RatedSide, { readonly ok: true }>): SideVerdict {
  return { state: 'estimated', charge, entry };
}

function decided({ serviceAt }: Doubt) {
  const nothing = { attempt: undefined, images: [], unkept: [], delivered: null, evidence: null } as const;
  return { ...nothing, status: 'failed', serviceAt, source: 'decided' } as const;
}

const countsAsBilled: Refusal = {
  code: 'provider-outcome-unknown',
  message: 'Its answer never arrived, and nobody learnt whether the provider billed it: by a decision of two people it counts as billed.',
  path: [],
  accepted: [],
};

const countsAsUnbilled: Refusal = {
  code: 'provider-outcome-unknown',
  message:
    'Its answer never arrived, and nobody learnt whether the provider billed it: by a decision of two people it counts as not billed.',
  path: [],
  accepted: [],
};

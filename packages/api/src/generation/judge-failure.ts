import type { Refusal } from '@halfpenny/core';
import type { Failed } from '../providers/provider.ts';
import type { AttemptOutcome } from './attempt.table.ts';
import type { AttemptEnd, Verdict } from './verdict.ts';

const attemptOutcomes: Readonly<Record<Failed['kind'], AttemptOutcome>> = { refused: 'refused', unavailable: 'failed', unknown: 'unknown' };

const failureCodes = { refused: 'provider-refused', unavailable: 'provider-unavailable', unknown: 'provider-outcome-unknown' } as const;

/** How a call that brought no reply ended, as its attempt remembers it. */
export function failedEnd(outcome: Failed, { provider, endedAt }: { readonly provider: string; readonly endedAt: Date }): AttemptEnd {
  const { kind, httpStatus, providerRequestId, sentence } = outcome;
  const failure: Refusal = { code: failureCodes[kind], message: `${provider}: ${sentence}`, path: [], accepted: [] };
  return { outcome: attemptOutcomes[kind], httpStatus, providerRequestId, reply: null, failure, endedAt, serviceAt: null };
}

/** What a failed call says of its generation: VOID where it was surely not billed, IN_DOUBT where nobody can say. Neither posts anything. */
export function judgeFailure(end: AttemptEnd): Verdict {
  return end.outcome === 'unknown' ? inDoubt(end, end.failure, end.endedAt) : unserved(end, end.failure, end.endedAt);
}

/** Nobody can say whether the provider billed it. */
export function inDoubt(attempt: AttemptEnd | undefined, failure: Refusal | null, at: Date): Verdict {
  const side = { state: 'in_doubt' } as const;
  return { ...nothing, attempt, status: 'unknown', charge: side, cost: side, failure, serviceAt: at };
}

/** Surely nothing was billed. */
export function unserved(attempt: AttemptEnd | undefined, failure: Refusal | null, at: Date): Verdict {
  const side = { state: 'void' } as const;
  return { ...nothing, attempt, status: 'failed', charge: side, cost: side, failure, serviceAt: at };
}

const nothing = { images: [], unkept: [], usage: null, delivered: null, source: 'late-result', evidence: null } as const;

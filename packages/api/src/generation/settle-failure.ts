import type { Refusal } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Failed } from '../providers/provider.ts';
import { attemptTable } from './attempt.table.ts';
import type { AttemptOutcome } from './attempt.table.ts';
import { chargeTable } from './charge.table.ts';
import { generationTable } from './generation.table.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';

/** A call that brought no reply, and when it ended. */
export interface FailedCall {
  readonly outcome: Failed;
  readonly endedAt: Date;
}

/** Ends a call that brought no reply: VOID where it was surely not billed, IN_DOUBT where nobody can say. Neither posts anything. */
export async function settleFailure(parts: GenerationParts, open: OpenGeneration, { outcome, endedAt }: FailedCall): Promise<void> {
  const { httpStatus, providerRequestId } = outcome;
  const doubtful = outcome.kind === 'unknown';
  const failure = failureOf(outcome, open.provider.name);
  await withWorkspace(parts.database, open.workspaceId, async (tx) => {
    await tx
      .update(attemptTable)
      .set({ httpStatus, providerRequestId, outcome: attemptOutcomes[outcome.kind], failure, endedAt })
      .where(eq(attemptTable.id, open.attemptId));
    await tx
      .update(chargeTable)
      .set(doubtful ? { state: 'in_doubt' } : { state: 'void', total: '0' })
      .where(eq(chargeTable.generationId, open.id));
    await tx
      .update(generationTable)
      .set({ status: doubtful ? 'unknown' : 'failed', failure, settledAt: doubtful ? null : parts.clock() })
      .where(eq(generationTable.id, open.id));
  });
}

const attemptOutcomes: Readonly<Record<Failed['kind'], AttemptOutcome>> = { refused: 'refused', unavailable: 'failed', unknown: 'unknown' };

const failureCodes = { refused: 'provider-refused', unavailable: 'provider-unavailable', unknown: 'provider-outcome-unknown' } as const;

function failureOf(outcome: Failed, provider: string): Refusal {
  return { code: failureCodes[outcome.kind], message: `${provider}: ${outcome.sentence}`, path: [], accepted: [] };
}

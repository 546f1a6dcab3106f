import { and, eq } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { attemptTable } from './attempt.table.ts';
import { generationTable } from './generation.table.ts';
import { bookOf } from './open-generation.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import type { AttemptEnd } from './verdict.ts';

/** Writes how a call ended that was surely not billed, while its generation goes on. A second time changes nothing. */
export async function endAttempt(tx: Transaction, attemptId: string, end: AttemptEnd): Promise<void> {
  const { outcome, httpStatus, providerRequestId, failure, endedAt } = end;
  await tx
    .update(attemptTable)
    .set({ outcome, httpStatus, providerRequestId, failure, endedAt })
    .where(and(eq(attemptTable.id, attemptId), eq(attemptTable.outcome, 'unknown')));
}

/** Commits the next attempt before it is made. Undefined where somebody else has ended the generation meanwhile: then nothing more is sent. */
export async function openNextAttempt(parts: GenerationParts, open: OpenGeneration, number: number): Promise<OpenAttempt | undefined> {
  const attempt = { id: parts.newId(), number, startedAt: parts.clock() };
  const opened = await withWorkspace(parts.database, open.workspaceId, async (tx) => {
    const [generation] = await tx
      .select({ status: generationTable.status })
      .from(generationTable)
      .where(eq(generationTable.id, open.id))
      .for('no key update');
    if (generation?.status !== 'running') return undefined;
    await tx.insert(attemptTable).values(attemptRow(open, attempt));
    return attempt;
  });
  if (opened !== undefined) await parts.boundary('attempt-opened');
  return opened;
}

function attemptRow({ workspaceId, id: generationId, providerAccountId, provider }: OpenGeneration, attempt: OpenAttempt) {
  return { ...attempt, workspaceId, generationId, providerAccountId, book: bookOf(provider), outcome: 'unknown' as const };
}

import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { isAskedBy, ownOnly } from '../access/own-only.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { conclude } from './conclude.ts';
import { generationTable } from './generation.table.ts';
import type { GenerationStatus } from './generation.table.ts';
import { unserved } from './judge-failure.ts';
import type { GenerationParts } from './parts.ts';

/** What cancelling needs from the outside. */
export type CancellingParts = Pick<GenerationParts, 'database' | 'clock' | 'newId' | 'boundary' | 'bell'>;

/**
 * Cancels a generation that is queued: nothing was sent, so nothing is owed, and its hold is released. One that was cancelled before is cancelled.
 * Refused once it was sent: the provider works, and bills what it does whether anybody waits or not. Whoever is an app alone cancels what they asked for.
 */
export async function cancelGeneration(parts: CancellingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  const { workspaceId } = caller;
  const cancelled = isId(id)
    ? await withWorkspace(parts.database, workspaceId, async (tx) => {
        const [found] = await tx.select().from(generationTable).where(eq(generationTable.id, id)).for('no key update');
        if (found === undefined || !isAskedBy(ownOnly(caller), found)) return notFound();
        if (found.status === 'cancelled') return accepted(id);
        if (found.status !== 'queued') return tooLate(found.status);
        const at = parts.clock();
        // It never had an attempt, so nothing is written of one, and nothing is posted to an account.
        const never = parts.newId();
        const subject = { workspaceId, generationId: id, attemptId: never, providerAccountId: never, book: found.book };
        await conclude(tx, subject, { ...unserved(undefined, null, at), status: 'cancelled' }, { newId: parts.newId, at });
        await parts.boundary('cancelled-uncommitted');
        return accepted(id);
      })
    : notFound();
  if (cancelled.ok) {
    await parts.boundary('cancelled');
    parts.bell.ring(id);
  }
  return cancelled;
}

function notFound(): Outcome<string> {
  const message = 'There is no generation of that id: give the id of a generation of this workspace.';
  return refused({ code: 'generation-not-found', message, path: ['id'] });
}

const reasons: Partial<Readonly<Record<GenerationStatus, string>>> = {
  running: 'It was sent to the provider, which bills what it does whether anybody waits or not: wait for its outcome.',
  unknown: 'It was sent to the provider, and nobody can say yet what became of it: its hold is kept until a statement does.',
};

function tooLate(status: GenerationStatus): Outcome<string> {
  const message = reasons[status] ?? `It has ended: it is ${status.toUpperCase()}.`;
  return refused({ code: 'not-cancellable', message, path: ['id'], details: { status: status.toUpperCase() } });
}

import { invariant } from '@halfpenny/core';
import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import { attemptTable } from './attempt.table.ts';
import { generationTable } from './generation.table.ts';
import { bookOf } from './open-generation.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { providerAccountOf } from './provider-account.ts';
import { readOpened } from './read-opened.ts';

/** Which generation of which workspace. */
export interface Named {
  readonly workspaceId: string;
  readonly generationId: string;
}

/** What can be asked of a generation that waits, before it is taken. */
export type Waiting = Pick<typeof generationTable.$inferSelect, 'provider' | 'mode'>;

/** The generation, while it is queued; undefined once somebody took or cancelled it. */
export async function findWaiting(tx: Transaction, { generationId }: Named): Promise<Waiting | undefined> {
  const [waiting] = await tx
    .select({ provider: generationTable.provider, mode: generationTable.mode })
    .from(generationTable)
    .where(and(eq(generationTable.id, generationId), eq(generationTable.status, 'queued')));
  return waiting;
}

/**
 * Takes a generation that is queued: from now on this process runs it, and its first attempt is committed with outcome unknown. Undefined where
 * somebody else took it, or it was cancelled: each sees what the other did, under the lock of the generation.
 */
export async function claimGeneration(parts: GenerationParts, named: Named, waiting: Waiting): Promise<OpenGeneration | undefined> {
  const { workspaceId, generationId } = named;
  const provider = parts.providers.get(waiting.provider);
  invariant(provider !== undefined, `${waiting.provider} made an offer, so it can be called.`);
  const book = bookOf(provider);
  const at = parts.clock();
  return await withBook(parts, workspaceId, async (tx, held) => {
    const [taken] = await tx
      .update(generationTable)
      .set({ status: 'running', openedBy: parts.presence.number })
      .where(and(eq(generationTable.id, generationId), eq(generationTable.status, 'queued')))
      .returning();
    if (taken === undefined) return undefined;
    const account = { workspaceId, provider: provider.name, book, newId: parts.newId(), at };
    const providerAccountId = await providerAccountOf(tx, account);
    const attempt = { id: parts.newId(), number: 1, startedAt: at };
    const about = { workspaceId, generationId, providerAccountId, book };
    await tx.insert(attemptTable).values({ ...about, ...attempt, outcome: 'unknown' });
    return { workspaceId, id: generationId, attempt, providerAccountId, provider, ...(await readOpened(tx, held, taken)) };
  });
}

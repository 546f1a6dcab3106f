import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { attemptTable } from '../generation/attempt.table.ts';
import { generationTable } from '../generation/generation.table.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { providerAccountOf } from '../generation/provider-account.ts';
import { enqueue } from '../queue/tasks.ts';
import type { Tasks } from '../queue/tasks.ts';
import { batchTable } from './batch.table.ts';
import type { StoredBatch } from './batch.table.ts';
import { isBusy, submitOpened } from './submit-batch.ts';

/** How many requests go into one batch at most. */
const itemsMost = 100;
/** How long they wait for a provider that is left alone, or has as many calls as it may. */
const busySeconds = 5;

/**
 * Takes what is queued for batches of a model, as many as go into one, commits their attempts, and hands the batch over. Where more is queued
 * another job is added for it.
 */
export async function gatherBatch(parts: GenerationParts, about: Tasks['gather-batch']): Promise<void> {
  await parts.boundary('job-taken');
  if (isBusy(parts, about.provider)) {
    const job = { task: 'gather-batch', payload: about, inSeconds: busySeconds } as const;
    await withWorkspace(parts.database, about.workspaceId, (tx) => enqueue(tx, job));
    return;
  }
  const batchId = parts.newId();
  const run = Promise.withResolvers<void>();
  // From before it is written, the batch is one that this process hands over: nobody else does.
  parts.running.set(batchId, run.promise);
  try {
    const batch = await openBatch(parts, about, batchId);
    if (batch === undefined) return;
    await parts.boundary('batch-opened');
    await submitOpened(parts, batch);
  } finally {
    parts.running.delete(batchId);
    run.resolve();
  }
}

async function openBatch(parts: GenerationParts, about: Tasks['gather-batch'], id: string): Promise<StoredBatch | undefined> {
  const { workspaceId, provider, model } = about;
  const at = parts.clock();
  const book = parts.providers.get(provider)?.simulated === true ? 'simulated' : 'real';
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const { taken: generations, left } = await takeQueued(tx, parts.presence.number, about);
    if (generations.length === 0) return undefined;
    const providerAccountId = await providerAccountOf(tx, { workspaceId, provider, book, newId: parts.newId(), at });
    if (left) await enqueue(tx, { task: 'gather-batch', payload: about });
    const row = { workspaceId, id, providerAccountId, book, provider, model, submittedBy: parts.presence.number, openedAt: at } as const;
    const written = { ...row, state: 'submitting', submissions: 0, items: generations.length, itemsDone: 0 } as const;
    const [batch] = await tx.insert(batchTable).values(written).returning();
    const attempt = { workspaceId, number: 1, providerAccountId, book, outcome: 'unknown', startedAt: at, batchId: id } as const;
    await tx.insert(attemptTable).values(generations.map((generationId) => ({ ...attempt, id: parts.newId(), generationId })));
    return batch;
  });
}

interface Taken {
  /** Ids of generations. */
  readonly taken: readonly string[];
  /** Whether more may be queued. */
  readonly left: boolean;
}

/** A batch is of one operation, that of the first in line. Who is just being cancelled, or taken by another, is passed over. */
async function takeQueued(tx: Transaction, openedBy: bigint, { provider, model }: Tasks['gather-batch']): Promise<Taken> {
  const queued = await tx
    .select({ id: generationTable.id, operation: sql<string>`${generationTable.request} ->> 'operation'` })
    .from(generationTable)
    .where(
      and(
        eq(generationTable.status, 'queued'),
        eq(generationTable.mode, 'batch'),
        eq(generationTable.provider, provider),
        eq(generationTable.model, model),
      ),
    )
    .orderBy(asc(generationTable.createdAt), asc(generationTable.id))
    .limit(itemsMost)
    .for('no key update', { skipLocked: true });
  const taken = queued.filter(({ operation }) => operation === queued[0]?.operation).map(({ id }) => id);
  if (taken.length > 0) {
    await tx
      .update(generationTable)
      .set({ status: 'running', openedBy: sql`${openedBy.toString()}::bigint` })
      .where(inArray(generationTable.id, taken));
  }
  return { taken, left: queued.length === itemsMost || taken.length < queued.length };
}

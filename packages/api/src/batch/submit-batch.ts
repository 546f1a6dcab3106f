import { invariant } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import type { GenerationParts } from '../generation/parts.ts';
import type { BatchPort, Failed } from '../providers/provider.ts';
import { enqueue } from '../queue/tasks.ts';
import type { Tasks } from '../queue/tasks.ts';
import { itemCalls, openItems } from './batch-items.ts';
import type { OpenItem } from './batch-items.ts';
import { batchTable } from './batch.table.ts';
import type { StoredBatch } from './batch.table.ts';
import { endBatch } from './end-batch.ts';

/** How often a batch is handed over to a provider that surely did not take it. */
const submissionsMost = 10;
/** How long until it is tried again; also how long a batch whose receipt was lost has to show up at the provider. */
const againSeconds = 5;

/** Hands a batch over that this process has just opened, or has made its own. While its provider is not to be called that is put off. */
export async function submitOpened(parts: GenerationParts, batch: StoredBatch): Promise<void> {
  if (isBusy(parts, batch.provider)) {
    await tryAgain(parts, batch);
    return;
  }
  const port = portOf(parts, batch);
  const calls = await withWorkspace(parts.database, batch.workspaceId, async (tx) => {
    await tx
      .update(batchTable)
      .set({ submissions: batch.submissions + 1 })
      .where(isBatch(batch));
    return await itemCalls(tx, batch, parts.images);
  });
  await parts.boundary('batch-submitting');
  const submission = await port.submit({ id: batch.id, calls });
  await parts.boundary('batch-answered');
  if (submission.kind === 'taken') await storeReceipt(parts, batch, submission.providerBatchId);
  else await notTaken(parts, batch, submission);
}

/**
 * Hands a batch over whose process is gone, or whose submission failed: unless the provider has it already, by our id of it. A process that
 * still works on it is left alone.
 */
export async function submitAgain(parts: GenerationParts, { workspaceId, batchId }: Tasks['submit-batch']): Promise<void> {
  await parts.boundary('job-taken');
  if (parts.running.has(batchId)) return;
  const run = Promise.withResolvers<void>();
  parts.running.set(batchId, run.promise);
  try {
    const batch = await withWorkspace(parts.database, workspaceId, (tx) => makeOwn(tx, parts.presence.number, batchId));
    if (batch === undefined) return;
    if (batch.submissions === 0) {
      await submitOpened(parts, batch);
      return;
    }
    const found = await portOf(parts, batch).find(batch.id);
    if (found.kind === 'found') await storeReceipt(parts, batch, found.providerBatchId);
    else if (found.kind === 'absent') await submitOpened(parts, batch);
    else await tryAgain(parts, batch);
  } finally {
    parts.running.delete(batchId);
    run.resolve();
  }
}

/** The batch, if it is still to be handed over and no other process that lives does so. */
async function makeOwn(tx: Transaction, own: bigint, batchId: string): Promise<StoredBatch | undefined> {
  const { rows } = await tx.execute<{ mine: boolean }>(sql`
    SELECT submitted_by = ${own.toString()}::bigint OR pg_try_advisory_xact_lock(submitted_by) AS mine
    FROM provider_batch WHERE id = ${batchId}::uuid AND state = 'submitting' FOR NO KEY UPDATE`);
  if (rows[0]?.mine !== true) return undefined;
  const [batch] = await tx
    .update(batchTable)
    .set({ submittedBy: sql`${own.toString()}::bigint` })
    .where(eq(batchTable.id, batchId))
    .returning();
  return batch;
}

async function storeReceipt(parts: GenerationParts, batch: StoredBatch, providerBatchId: string): Promise<void> {
  let items: readonly OpenItem[] = [];
  await untilStored(parts.pause, () =>
    withWorkspace(parts.database, batch.workspaceId, async (tx) => {
      await tx
        .update(batchTable)
        .set({ state: 'submitted', providerBatchId, submittedAt: parts.clock() })
        .where(isBatch(batch, 'submitting'));
      const payload = { workspaceId: batch.workspaceId, batchId: batch.id };
      await enqueue(tx, { task: 'look-after-batch', payload, inSeconds: parts.batches.pollSeconds });
      items = await openItems(tx, batch);
    }),
  );
  for (const { generationId } of items) parts.bell.ring(generationId);
  await parts.boundary('batch-submitted');
}

/** A definite no voids every item; so does a provider that was not to be had for long. What may have arrived is looked for later. */
async function notTaken(parts: GenerationParts, batch: StoredBatch, failed: Failed): Promise<void> {
  const surelyNot = failed.kind === 'refused' || failed.kind === 'unavailable';
  const gaveUp = failed.kind === 'unavailable' && (!failed.worthRetrying || batch.submissions + 1 >= submissionsMost);
  if (surelyNot && (failed.kind === 'refused' || gaveUp)) await endBatch(parts, batch, { end: 'rejected', sentence: failed.sentence });
  else await tryAgain(parts, batch);
}

async function tryAgain(parts: GenerationParts, { workspaceId, id: batchId }: StoredBatch): Promise<void> {
  const job = { task: 'submit-batch', payload: { workspaceId, batchId }, inSeconds: againSeconds } as const;
  await untilStored(parts.pause, () => withWorkspace(parts.database, workspaceId, (tx) => enqueue(tx, job)));
}

/** Whether a provider is left alone just now, or has as many calls as it may. */
export function isBusy(parts: GenerationParts, provider: string): boolean {
  return parts.providers.get(provider)?.free() === 0;
}

/** The way to the batches of its provider. */
export function portOf(parts: GenerationParts, { provider }: StoredBatch): BatchPort {
  const port = parts.providers.get(provider)?.batches;
  invariant(port !== undefined, `${provider} made an offer for a batch, so it takes them.`);
  return port;
}

/** The row of a batch, in a state where one is given. */
export function isBatch({ workspaceId, id }: StoredBatch, state?: StoredBatch['state']) {
  return and(eq(batchTable.workspaceId, workspaceId), eq(batchTable.id, id), state === undefined ? undefined : eq(batchTable.state, state));
}

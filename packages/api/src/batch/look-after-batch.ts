import { and, eq } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { settleCall } from '../generation/settle-call.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BatchOver, BatchResult } from '../providers/provider.ts';
import { enqueue } from '../queue/tasks.ts';
import type { Tasks } from '../queue/tasks.ts';
import { asOpen, openItems } from './batch-items.ts';
import type { OpenItem } from './batch-items.ts';
import { batchTable } from './batch.table.ts';
import type { StoredBatch } from './batch.table.ts';
import { endBatch, leaveItem } from './end-batch.ts';
import { isBatch, portOf } from './submit-batch.ts';

/** A day is promised; an hour later what has no outcome is a doubt, though it is looked after all the same. */
const promisedMilliseconds = 25 * 3_600_000;

/** Looks how far a batch has come: on with waiting, or every item is settled by its line and the batch ends. */
export async function lookAfterBatch(parts: GenerationParts, { workspaceId, batchId }: Tasks['look-after-batch']): Promise<void> {
  await parts.boundary('job-taken');
  const [batch] = await withWorkspace(parts.database, workspaceId, (tx) =>
    tx
      .select()
      .from(batchTable)
      .where(and(eq(batchTable.id, batchId), eq(batchTable.state, 'submitted'))),
  );
  if (batch?.providerBatchId == null) return;
  const progress = await portOf(parts, batch).look(batch.providerBatchId);
  switch (progress.kind) {
    case 'over':
      await settleItems(parts, batch, progress);
      return;
    case 'working':
      await noteProgress(parts, batch, progress.done);
      await lookAgain(parts, batch);
      return;
    default:
      if (progress.httpStatus === 404) await endBatch(parts, batch, { end: 'lost', sentence: progress.sentence });
      else await lookAgain(parts, batch);
  }
}

/** Line by line as the files are read; once more from the beginning where a process died in between, which changes nothing that was settled. */
async function settleItems(parts: GenerationParts, batch: StoredBatch, over: BatchOver): Promise<void> {
  const items = await withWorkspace(parts.database, batch.workspaceId, (tx) => openItems(tx, batch));
  const byAttempt = new Map(items.map((item) => [item.attemptId, item]));
  for await (const result of portOf(parts, batch).results(over)) {
    const item = byAttempt.get(result.attemptId);
    if (item !== undefined) await settleItem(parts, { batch, item, result });
  }
  await endBatch(parts, batch, over);
}

interface ToSettle {
  readonly batch: StoredBatch;
  readonly item: OpenItem;
  readonly result: BatchResult;
}

async function settleItem(parts: GenerationParts, { batch, item, result }: ToSettle): Promise<void> {
  const open = await withBook(parts, batch.workspaceId, (tx, held) => asOpen(tx, held, { parts, batch, item }));
  await settleCall(parts, open, { attempt: open.attempt, outcome: result.outcome, endedAt: parts.clock() });
  parts.bell.ring(item.generationId);
  await parts.boundary('batch-item-settled');
}

async function noteProgress(parts: GenerationParts, batch: StoredBatch, done: number): Promise<void> {
  const items = await withWorkspace(parts.database, batch.workspaceId, async (tx) => {
    await tx.update(batchTable).set({ itemsDone: done }).where(isBatch(batch, 'submitted'));
    return await openItems(tx, batch);
  });
  const isLate = parts.clock().getTime() - batch.openedAt.getTime() > promisedMilliseconds;
  const ending = { end: 'lost', sentence: 'The batch was promised within a day, and is still worked on.' } as const;
  if (isLate) for (const item of items) await leaveItem(parts, { batch, item, ending });
  if (done !== batch.itemsDone) for (const { generationId } of items) parts.bell.ring(generationId);
}

async function lookAgain(parts: GenerationParts, { workspaceId, id: batchId }: StoredBatch): Promise<void> {
  const job = { task: 'look-after-batch', payload: { workspaceId, batchId }, inSeconds: parts.batches.pollSeconds } as const;
  await untilStored(parts.pause, () => withWorkspace(parts.database, workspaceId, (tx) => enqueue(tx, job)));
}

import type { Refusal } from '@halfpenny/core';
import { and, eq, ne } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import { conclude } from '../generation/conclude.ts';
import { failedEnd, inDoubt, unserved } from '../generation/judge-failure.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { openItems } from './batch-items.ts';
import type { OpenItem } from './batch-items.ts';
import { batchTable } from './batch.table.ts';
import type { BatchEnd, StoredBatch } from './batch.table.ts';

/** How a batch ended, in the provider's words. */
interface Ending {
  readonly end: BatchEnd;
  readonly sentence: string;
}

/**
 * Ends a batch: what of it has no outcome by now gets one, each in a transaction of its own. Of a batch that was rejected nothing was worked on,
 * so nothing was billed; of any other an item without a line is in doubt.
 */
export async function endBatch(parts: GenerationParts, batch: StoredBatch, ending: Ending): Promise<void> {
  const left = await withWorkspace(parts.database, batch.workspaceId, (tx) => openItems(tx, batch));
  for (const item of left) await leaveItem(parts, { batch, item, ending });
  await untilStored(parts.pause, () =>
    withWorkspace(parts.database, batch.workspaceId, (tx) =>
      tx
        .update(batchTable)
        .set({ state: 'ended', endedAs: ending.end, endedAt: parts.clock() })
        .where(and(eq(batchTable.id, batch.id), ne(batchTable.state, 'ended'))),
    ),
  );
  await parts.boundary('batch-ended');
}

interface ToLeave {
  readonly batch: StoredBatch;
  readonly item: OpenItem;
  readonly ending: Ending;
}

/** Says of one item what its batch says of it, where it has no line of its own. Said twice, it changes nothing. */
export async function leaveItem(parts: GenerationParts, { batch, item, ending }: ToLeave): Promise<void> {
  const at = parts.clock();
  const { workspaceId, providerAccountId, book } = batch;
  const subject = { workspaceId, generationId: item.generationId, attemptId: item.attemptId, providerAccountId, book };
  const verdict = ending.end === 'rejected' ? rejected(batch, ending, at) : inDoubt(undefined, noLine(batch, ending), at);
  await untilStored(parts.pause, () =>
    withWorkspace(parts.database, workspaceId, (tx) => conclude(tx, subject, verdict, { newId: parts.newId, at })),
  );
  parts.bell.ring(item.generationId);
}

function rejected({ provider }: StoredBatch, { sentence }: Ending, at: Date) {
  const end = failedEnd({ kind: 'refused', sentence, httpStatus: null, providerRequestId: null }, { provider, endedAt: at });
  return unserved(end, end.failure, at);
}

function noLine({ provider }: StoredBatch, { sentence }: Ending): Refusal {
  const message = `${provider}: ${sentence} Its files have no line for this request; whether it was worked on and billed is not known.`;
  return { code: 'provider-outcome-unknown', message, path: [], accepted: [] };
}

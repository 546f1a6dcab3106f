import { invariant } from '@halfpenny/core';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { attemptTable } from '../generation/attempt.table.ts';
import { inputImage, readEditCall } from '../generation/edit-call.ts';
import { generationTable } from '../generation/generation.table.ts';
import { imageCall } from '../generation/image-call.ts';
import type { OpenGeneration } from '../generation/open-generation.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { readOpened } from '../generation/read-opened.ts';
import type { ImageStore } from '../images/image-store.ts';
import type { InputImage } from '../providers/input-image.ts';
import type { ImageCall } from '../providers/provider.ts';
import type { UploadRow } from '../uploads/upload.table.ts';
import type { StoredBatch } from './batch.table.ts';

/** An item of a batch whose generation is still under way. */
export interface OpenItem {
  readonly attemptId: string;
  readonly generationId: string;
  readonly quoteId: string;
  readonly offerId: string;
  readonly startedAt: Date;
}

/** The items of a batch that have no outcome yet, in the order in which they were gathered. */
export async function openItems(tx: Transaction, batch: StoredBatch): Promise<readonly OpenItem[]> {
  return await tx
    .select({
      attemptId: attemptTable.id,
      generationId: generationTable.id,
      quoteId: generationTable.quoteId,
      offerId: generationTable.offerId,
      startedAt: attemptTable.startedAt,
    })
    .from(attemptTable)
    .innerJoin(
      generationTable,
      and(eq(generationTable.workspaceId, attemptTable.workspaceId), eq(generationTable.id, attemptTable.generationId)),
    )
    .where(and(eq(attemptTable.workspaceId, batch.workspaceId), eq(attemptTable.batchId, batch.id), eq(attemptTable.outcome, 'unknown')))
    .orderBy(asc(attemptTable.id));
}

/** What every item is sent as: its request, under the model of the batch and the id of its attempt; an edit with its images, each of them once. */
export async function itemCalls(tx: Transaction, batch: StoredBatch, store: ImageStore): Promise<readonly ImageCall[]> {
  const { id, request, resolved } = generationTable;
  const rows = await tx
    .select({ attemptId: attemptTable.id, id, request, resolved })
    .from(attemptTable)
    .innerJoin(generationTable, and(eq(generationTable.workspaceId, attemptTable.workspaceId), eq(id, attemptTable.generationId)))
    .where(and(eq(attemptTable.workspaceId, batch.workspaceId), eq(attemptTable.batchId, batch.id)))
    .orderBy(asc(attemptTable.id));
  const images = new Map<string, InputImage>();
  const imageOf = (upload: UploadRow): InputImage => {
    const image = images.get(upload.sha256) ?? inputImage(store, upload);
    images.set(upload.sha256, image);
    return image;
  };
  const calls: ImageCall[] = [];
  for (const row of rows) {
    const edit = row.request.operation === 'edit' ? await readEditCall(tx, row, imageOf) : undefined;
    calls.push({ ...imageCall({ ...row, model: batch.model }), edit });
  }
  return calls;
}

/** An item as the one way to a verdict takes it: a generation that is open, and its attempt. */
export async function asOpen(
  tx: Transaction,
  held: HeldBook,
  { parts, batch, item }: { readonly parts: GenerationParts; readonly batch: StoredBatch; readonly item: OpenItem },
): Promise<OpenGeneration> {
  const provider = parts.providers.get(batch.provider);
  invariant(provider !== undefined, `${batch.provider} took a batch, so it can be called.`);
  const { workspaceId, providerAccountId } = batch;
  const attempt = { id: item.attemptId, number: 1, startedAt: item.startedAt };
  return { workspaceId, id: item.generationId, attempt, providerAccountId, provider, ...(await readOpened(tx, held, item)) };
}

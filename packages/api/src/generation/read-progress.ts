import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { isAskedBy } from '../access/own-only.ts';
import type { Asker } from '../access/own-only.ts';
import { batchTable } from '../batch/batch.table.ts';
import type { StoredBatch } from '../batch/batch.table.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { attemptTable } from './attempt.table.ts';
import { generationTable } from './generation.table.ts';
import type { GenerationStatus } from './generation.table.ts';
import { partialImageTable } from './partial-image.table.ts';
import type { GenerationName } from './read-generation.ts';

/** How far a generation has come, as it is stored. */
export interface Progress {
  readonly id: string;
  readonly status: GenerationStatus;
  readonly attempts: number;
  readonly partials: readonly (typeof partialImageTable.$inferSelect)[];
  readonly batch: StoredBatch | undefined;
}

/** Which generation of which workspace; and, where only what somebody asked for may be read, who that is. */
export interface Followed {
  readonly workspaceId: string;
  readonly name: GenerationName;
  readonly by: Asker | undefined;
}

/** How far a generation has come, in one short transaction; undefined where there is none, or none that may be read. */
export async function readProgress(database: Database, { workspaceId, name, by }: Followed): Promise<Progress | undefined> {
  return await withWorkspace(database, workspaceId, async (tx) => {
    const named = 'id' in name ? eq(generationTable.id, name.id) : eq(generationTable.requestKey, name.requestKey);
    const { id, status, apiKeyId, personId } = generationTable;
    const [asked] = await tx.select({ id, status, apiKeyId, personId }).from(generationTable).where(named);
    if (asked === undefined || !isAskedBy(by, asked)) return undefined;
    const found = { id: asked.id, status: asked.status };
    const attempts = await tx.$count(attemptTable, eq(attemptTable.generationId, found.id));
    const partials = await tx
      .select()
      .from(partialImageTable)
      .where(eq(partialImageTable.generationId, found.id))
      .orderBy(asc(partialImageTable.position), asc(partialImageTable.number));
    return { ...found, attempts, partials, batch: await batchOf(tx, found.id) };
  });
}

async function batchOf(tx: Transaction, generationId: string): Promise<StoredBatch | undefined> {
  const [attempt] = await tx
    .select({ batchId: attemptTable.batchId })
    .from(attemptTable)
    .where(and(eq(attemptTable.generationId, generationId), isNotNull(attemptTable.batchId)));
  if (attempt?.batchId == null) return undefined;
  const [batch] = await tx.select().from(batchTable).where(eq(batchTable.id, attempt.batchId));
  return batch;
}

/** Everything that counts as news of a generation, as one word: it is another one exactly where there is more to say. */
export function markOf({ status, attempts, partials, batch }: Progress): string {
  return [status, attempts, partials.length, batch?.state ?? 'none', batch?.itemsDone ?? 0].join('.');
}

/** Whether nothing more is to come of it by itself. */
export function isDone({ status }: Progress): boolean {
  return status !== 'queued' && status !== 'running';
}

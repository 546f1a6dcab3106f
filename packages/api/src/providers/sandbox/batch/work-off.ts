import { playedProviders } from '../played-providers.ts';
import type { Stage } from '../serve-call.ts';
import { readItems } from './batch-items.ts';
import type { BatchItem } from './batch-items.ts';
import type { PlayedBatch } from './played-batch.ts';
import { runItem, undone } from './run-batch.ts';
import type { ItemResult } from './run-batch.ts';
import type { Shelf } from './shelf.ts';

/** What batches are worked off with. */
export type BatchStage = Pick<Stage, 'clock' | 'invoice' | 'logger'> & {
  readonly shelf: Shelf;
  /** What is being worked off. */
  readonly underWay: Set<Promise<void>>;
};

/** Begins to work a batch off, beside everything else. */
export function beginWork(stage: BatchStage, id: string): void {
  const work = workOff(stage, id)
    .catch((cause: unknown) => stage.logger?.info({ error: String(cause) }, 'A batch was not worked off.'))
    .finally(() => stage.underWay.delete(work));
  stage.underWay.add(work);
}

/** From its validation to its end. A batch whose file is gone fails. */
async function workOff(stage: BatchStage, id: string): Promise<void> {
  const batch = stage.shelf.batch(id);
  if (batch === undefined) return;
  const text = (await stage.shelf.readFile(batch.input_file_id)) ?? '';
  const items = readItems(text, batch.endpoint);
  if ('error' in items || batch.played.command?.name === 'batch-rejected') return await reject(stage, batch, items);
  const started: PlayedBatch = { ...batch, status: 'in_progress', request_counts: { total: items.length, completed: 0, failed: 0 } };
  await stage.shelf.keepBatch(started);
  if (batch.played.command?.name === 'batch-stuck') return;
  if (batch.played.command?.name === 'batch-cancelled') return await end(stage, started, items.map(cancelled), 'cancelled');
  await end(stage, started, await workOn(stage, started, items), batch.played.command?.name === 'batch-expired' ? 'expired' : 'completed');
}

/** The line of an item that its batch was cancelled before. */
function cancelled(item: BatchItem): ItemResult {
  return undone(item, 'batch_cancelled', 'The batch was cancelled before this request was executed.');
}

async function workOn(stage: BatchStage, { id, played }: PlayedBatch, items: readonly BatchItem[]): Promise<readonly ItemResult[]> {
  const provider = playedProviders.find(({ name }) => name === played.provider);
  const results: ItemResult[] = [];
  for (const [index, item] of items.entries()) {
    const isCancelled = stage.shelf.batch(id)?.status === 'cancelling' || provider === undefined;
    results.push(
      isCancelled ? cancelled(item) : await runItem(stage, { provider, item, index, count: items.length, command: played.command?.name }),
    );
  }
  return results;
}

async function reject(stage: BatchStage, batch: PlayedBatch, items: ReturnType<typeof readItems>): Promise<void> {
  const error = 'error' in items ? items.error : { code: 'token_limit_exceeded', message: 'The enqueued token limit is reached.' };
  const data = [{ code: error.code ?? 'invalid', message: error.message, line: null }];
  await stage.shelf.keepBatch({ ...batch, status: 'failed', errors: { object: 'list', data } });
}

/** Writes both files and ends the batch; one that was to be cancelled meanwhile ends cancelled. */
async function end(
  stage: BatchStage,
  batch: PlayedBatch,
  results: readonly ItemResult[],
  status: 'completed' | 'expired' | 'cancelled',
): Promise<void> {
  const isCancelled = stage.shelf.batch(batch.id)?.status === 'cancelling';
  const [output, errors] = (['output', 'error'] as const).map((file) =>
    results.flatMap((result) => (result?.file === file ? [result.line] : [])),
  );
  const keep = async (lines: readonly object[] = []): Promise<string | null> =>
    lines.length === 0 ? null : await stage.shelf.keepFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await stage.shelf.keepBatch({
    ...batch,
    status: isCancelled ? 'cancelled' : status,
    output_file_id: await keep(output),
    error_file_id: await keep(errors),
    completed_at: Math.floor(stage.clock().getTime() / 1000),
    request_counts: { total: results.length, completed: output?.length ?? 0, failed: errors?.length ?? 0 },
  });
}

import { formatMoney } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import { asSystem } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { Clock } from '../platform/clock.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import { storedLine } from '../quote/compose-quote.ts';
import type { Tasks } from '../queue/tasks.ts';
import { pricingOf } from './pricing-of.ts';
import type { Pricing } from './price-under.ts';
import { ratingRunTable } from './rating-run.table.ts';
import type { StoredRun } from './rating-run.table.ts';
import { citedBy } from './cited-by.ts';
import { rateSet } from './rate-set.ts';
import type { Changed, RatedSet } from './rate-set.ts';
import { usageSet } from './usage-set.ts';
import type { UsedRow } from './usage-set.ts';

/** What rating a run needs from the outside. */
export interface RatingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: BookInMemory;
}

/** How many generations a set has: few enough that a process that answers requests besides is not held up, and memory stays as it is. */
const setMost = 2000;

/**
 * Takes a run set by set to its end. Each set is a transaction: what it came to and how far the run has come are written together, under the lock of the
 * run. So a process that dies loses one set at most, and of two that come for the same run one goes on.
 */
export async function rateRun(parts: RatingParts, about: Tasks['rate-run']): Promise<void> {
  const run = await asSystem(parts.database, (tx) => findRun(tx, about));
  if (run === undefined || !isUnderWay(run)) return;
  const pricing = await pricingOf(parts, run);
  if (!pricing.ok) {
    await failRun(parts.database, about, pricing.refusal.message);
    return;
  }
  await asSystem(parts.database, (tx) => countUsage(tx, run));
  while (await asSystem(parts.database, (tx) => rateNext(tx, parts.clock(), about, pricing.value)));
}

async function findRun(tx: Transaction, { workspaceId, runId }: Tasks['rate-run']): Promise<StoredRun | undefined> {
  const [run] = await tx
    .select()
    .from(ratingRunTable)
    .where(and(eq(ratingRunTable.workspaceId, workspaceId), eq(ratingRunTable.id, runId)));
  return run;
}

async function countUsage(tx: Transaction, { workspaceId, id, covers, book, since, until }: StoredRun): Promise<void> {
  await tx.execute(sql`
    UPDATE rating_run SET total = (
      SELECT count(*) FROM generation WHERE workspace_id = ANY (${sql.param(covers)}::uuid[]) AND book = ${book}
        AND created_at >= ${since.toISOString()}::timestamptz AND created_at < ${until.toISOString()}::timestamptz)
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid AND total IS NULL`);
}

function isUnderWay({ state }: StoredRun): boolean {
  return state === 'queued' || state === 'rating';
}

/** One set; false where there is no more to do, or another process is at it. */
async function rateNext(tx: Transaction, at: Date, about: Tasks['rate-run'], pricing: Pricing): Promise<boolean> {
  const { workspaceId, runId } = about;
  // A set that is lost is rated again: nobody waits for the disk.
  await tx.execute(sql`SET LOCAL synchronous_commit = off`);
  const [run] = await tx
    .select()
    .from(ratingRunTable)
    .where(and(eq(ratingRunTable.workspaceId, workspaceId), eq(ratingRunTable.id, runId)))
    .for('update', { skipLocked: true });
  if (run === undefined || !isUnderWay(run)) return false;
  const rows = await nextUsage(tx, run);
  const rated = rateSet(rows, pricing, await citedBy(tx, rows));
  await writeGroups(tx, run, rated);
  const proposed = run.kind === 'rerating' ? await writeItems(tx, run, rated.changed) : 0;
  await moveOn(tx, run, { rows, proposed, at });
  return rows.length > 0 || run.place < run.covers.length;
}

async function nextUsage(tx: Transaction, run: StoredRun): Promise<readonly UsedRow[]> {
  const workspaceId = run.covers[run.place];
  if (workspaceId === undefined) return [];
  const { book, since, until, placeAt, placeId, kind, side } = run;
  return await usageSet(tx, {
    workspaceId,
    book,
    since,
    until,
    after: { at: placeAt, id: placeId },
    most: setMost,
    about: { kind, side },
  });
}

async function writeGroups(tx: Transaction, { workspaceId, id }: StoredRun, { groups }: RatedSet): Promise<void> {
  if (groups.length === 0) return;
  const rows = groups.map((group) => ({ workspace_id: workspaceId, run_id: id, ...group }));
  const text = `
    INSERT INTO rating_group AS g
    SELECT r.workspace_id, r.run_id, r.of_workspace, r.provider, r.model, r.mode, r.template, r.currency, w.name, coalesce(t.name, ''),
           r.generations, r.changed, r.was, r.would, r.unpriced, r.unpriced_was, r.doubts
    FROM jsonb_populate_recordset(NULL::rating_group, $1) AS r JOIN workspace AS w ON w.id = r.of_workspace
    LEFT JOIN template AS t ON t.workspace_id = r.of_workspace AND t.id::text = r.template
    ON CONFLICT (workspace_id, run_id, of_workspace, provider, model, mode, template, currency) DO UPDATE SET
      generations = g.generations + excluded.generations, changed = g.changed + excluded.changed, was = g.was + excluded.was,
      would = g.would + excluded.would, unpriced = g.unpriced + excluded.unpriced, unpriced_was = g.unpriced_was + excluded.unpriced_was,
      doubts = g.doubts + excluded.doubts`;
  await tx.$client.query({ name: 'raise-rating-groups', text, values: [storedJson(rows)] });
}

async function writeItems(tx: Transaction, run: StoredRun, changed: readonly Changed[]): Promise<number> {
  if (changed.length === 0) return 0;
  const rows = changed.map(({ row, was, rated, entry, settles, charged }) => {
    const lines = rated.lines.map(storedLine);
    const about = { workspace_id: run.workspaceId, run_id: run.id, generation_id: row.id, state: 'proposed', corrections: row.corrections };
    const becomes = { becomes: formatMoney(rated.total), charge_becomes: charged === undefined ? null : formatMoney(charged.charge.total) };
    return { ...about, currency: row.currency, was, ...becomes, settles, price_entry_id: entry.id, lines };
  });
  const text = 'INSERT INTO rerating_item SELECT * FROM jsonb_populate_recordset(NULL::rerating_item, $1)';
  await tx.$client.query({ name: 'propose-corrections', text, values: [storedJson(rows)] });
  return rows.length;
}

interface Step {
  readonly rows: readonly UsedRow[];
  readonly proposed: number;
  readonly at: Date;
}

async function moveOn(tx: Transaction, run: StoredRun, { rows, proposed, at }: Step): Promise<void> {
  const last = rows.at(-1);
  const isDone = last === undefined && run.place >= run.covers.length;
  const place = last === undefined ? { place: run.place + 1, placeAt: null, placeId: null } : { placeAt: last.at, placeId: last.id };
  await tx
    .update(ratingRunTable)
    .set({
      state: isDone ? 'rated' : 'rating',
      rated: run.rated + rows.length,
      proposed: run.proposed + proposed,
      ...(isDone ? { ratedAt: at } : place),
    })
    .where(and(eq(ratingRunTable.workspaceId, run.workspaceId), eq(ratingRunTable.id, run.id)));
}

async function failRun(database: Database, { workspaceId, runId }: Tasks['rate-run'], failure: string): Promise<void> {
  await asSystem(database, (tx) =>
    tx.execute(sql`UPDATE rating_run SET state = 'failed', failure = ${failure}
      WHERE workspace_id = ${workspaceId}::uuid AND id = ${runId}::uuid AND state IN ('queued', 'rating')`),
  );
}

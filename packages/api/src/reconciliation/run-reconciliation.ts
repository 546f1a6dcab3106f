import { sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import { withBook, type BookInMemory } from '../price-book/book-in-memory.ts';
import { holdAgainst } from './hold-against.ts';
import { isShort } from './is-short.ts';
import { knownUnitPrices } from './known-unit-prices.ts';
import { isRun, moveOn, type About } from './move-run.ts';
import { reconcileApart } from './reconcile-apart.ts';
import { reconciliationRunTable, type StoredReconciliation } from './reconciliation.table.ts';
import { providerOf } from './run-inputs.ts';

/** What reconciling needs from the outside. */
export interface ReconcilingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: BookInMemory;
}

/**
 * Takes a run to its end: the ledger is pinned, and all inputs are read as they were known then, held against each other, hashed and stored; of a long statement in a thread apart. A process that
 * dies leaves a run that is taken again from its beginning; of two that come for one run the second finds it done.
 */
export async function runReconciliation(parts: ReconcilingParts, about: About): Promise<void> {
  const run = await asSystem(parts.database, (tx) => pin(tx, parts, about));
  if (run?.knownAt == null) return;
  const { book } = await withBook(parts, about.workspaceId, async (_tx, held) => held);
  const { provider, short } = await asSystem(parts.database, async (tx) => ({
    provider: await providerOf(tx, run.providerAccountId),
    short: await isShort(tx, run),
  }));
  const asked = { about, prices: knownUnitPrices(book, provider) };
  const here = { database: parts.database, askTime: async () => parts.clock() };
  const failure = short
    ? await holdAgainst(here, asked)
    : await reconcileApart({ databaseUrl: parts.database.$client.options.connectionString ?? '', clock: parts.clock }, asked);
  if (failure !== undefined) await asSystem(parts.database, (tx) => moveOn(tx, about, { state: 'failed', failure }));
}

/** Pins the ledger in the books of everyone who uses the account, so that what is known now is known for ever. A run that repeats another is pinned as that was. */
async function pin(tx: Transaction, { clock }: ReconcilingParts, about: About): Promise<StoredReconciliation | undefined> {
  const [run] = await tx.select().from(reconciliationRunTable).where(isRun(about)).for('update', { skipLocked: true });
  if (run === undefined || (run.state !== 'queued' && run.state !== 'reconciling')) return undefined;
  if (run.knownAt !== null) {
    await moveOn(tx, about, { state: 'reconciling', step: 'reading' });
    return run;
  }
  const { rows } = await tx.execute<{ pinned: string }>(sql`
    SELECT max(pin_ledger(workspace_id, book, ${clock().toISOString()}::timestamptz))::text AS pinned
    FROM (SELECT DISTINCT workspace_id, book FROM provider_account
          WHERE id = ${run.providerAccountId}::uuid OR lent_by = ${run.providerAccountId}::uuid ORDER BY 1, 2) AS used`);
  const knownAt = rows[0]?.pinned ?? clock().toISOString();
  await moveOn(tx, about, { state: 'reconciling', step: 'reading', knownAt });
  return { ...run, knownAt };
}

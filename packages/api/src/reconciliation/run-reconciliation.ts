import { createHash } from 'node:crypto';
import {
  canonicalInputs,
  formatMoney,
  reconcile,
  type Reconciliation,
  type ReconcileInputs,
  type ReconciliationItem,
} from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { withBook, type BookInMemory } from '../price-book/book-in-memory.ts';
import type { Tasks } from '../queue/tasks.ts';
import { reconciliationRunTable, type StoredReconciliation } from './reconciliation.table.ts';
import { runInputs } from './run-inputs.ts';
import { storedResult } from './stored-result.ts';

/** What reconciling needs from the outside. */
export interface ReconcilingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: BookInMemory;
}

type About = Tasks['reconcile'];

/** Items are stored so many at once. */
const setMost = 2000;

/**
 * Takes a run to its end: the ledger is pinned, all inputs are read as they were known then, held against each other and hashed, and what was found is stored in sets. A process that
 * dies leaves a run that is taken again from its beginning; of two that come for one run the second finds it done.
 */
export async function runReconciliation(parts: ReconcilingParts, about: About): Promise<void> {
  const run = await asSystem(parts.database, (tx) => pin(tx, parts, about));
  if (run?.knownAt == null) return;
  const { book } = await withBook(parts, about.workspaceId, async (_tx, held) => held);
  const knownAt = new Date(run.knownAt).toISOString();
  const inputs = await asSystem(parts.database, (tx) => runInputs(tx, run, { knownAt, book }));
  await asSystem(parts.database, (tx) =>
    moveOn(tx, about, { step: 'matching', lines: inputs.lines.length, charges: inputs.charges.length }),
  );
  const outcome = reconcile(inputs);
  if (!outcome.ok) {
    await asSystem(parts.database, (tx) => moveOn(tx, about, { state: 'failed', failure: outcome.refusal.message }));
    return;
  }
  const hash = hashOf(inputs);
  await asSystem(parts.database, (tx) => store(tx, parts, about, { hash, reconciliation: outcome.value }));
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

interface Found {
  readonly hash: string;
  readonly reconciliation: Reconciliation;
}

async function store(tx: Transaction, { clock }: ReconcilingParts, about: About, { hash, reconciliation }: Found): Promise<void> {
  const [run] = await tx.select().from(reconciliationRunTable).where(isRun(about)).for('update');
  if (run?.state !== 'reconciling') return;
  const { items } = reconciliation;
  for (let start = 0; start < items.length; start += setMost) await storeItems(tx, about, items.slice(start, start + setMost), start);
  const result = storedResult(reconciliation);
  await moveOn(tx, about, { state: 'reconciled', step: 'done', hash, result, items: items.length, reconciledAt: clock() });
}

async function storeItems(
  tx: Transaction,
  { workspaceId, runId }: About,
  items: readonly ReconciliationItem[],
  start: number,
): Promise<void> {
  const rows = items.map(({ id, amount, ...item }, index) => ({
    ...item,
    workspace_id: workspaceId,
    run_id: runId,
    number: start + index + 1,
    item_key: id,
    amount: formatMoney(amount),
    posted_before: '0',
    state: 'open',
  }));
  const text = 'INSERT INTO reconciliation_item SELECT * FROM jsonb_populate_recordset(NULL::reconciliation_item, $1)';
  await tx.$client.query({ name: 'store-items', text, values: [storedJson(rows)] });
}

async function moveOn(tx: Transaction, about: About, change: Partial<typeof reconciliationRunTable.$inferInsert>): Promise<void> {
  await tx.update(reconciliationRunTable).set(change).where(isRun(about));
}

function isRun({ workspaceId, runId }: About) {
  return and(eq(reconciliationRunTable.workspaceId, workspaceId), eq(reconciliationRunTable.id, runId));
}

function hashOf(inputs: ReconcileInputs): string {
  const hash = createHash('sha256');
  for (const line of canonicalInputs(inputs)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { canonicalInputs, formatMoney, invariant, reconcile } from '@halfpenny/core';
import type { KnownUnitPrice, ReconcileInputs, Reconciliation, ReconciliationItem } from '@halfpenny/core';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { isRun, moveOn, type About } from './move-run.ts';
import { reconciliationRunTable } from './reconciliation.table.ts';
import { runInputs, type TellRead } from './run-inputs.ts';
import { storeCovered } from './store-covered.ts';
import { storedResult } from './stored-result.ts';

/** What holding needs from the outside. */
interface HoldingParts {
  readonly database: Database;
  readonly askTime: () => Promise<Date>;
}

/** Items are stored so many at once. */
const setMost = 2000;
/** What is read in one set is read before anybody looks. */
const toldFrom = 5000;

/**
 * Reads all inputs of a pinned run as they were known then, holds them against each other, hashes them, and stores what was found in sets, in one transaction. Answers with
 * why that failed; undefined: it is stored.
 */
export async function holdAgainst(
  parts: HoldingParts,
  { about, prices }: { readonly about: About; readonly prices: readonly KnownUnitPrice[] },
): Promise<string | undefined> {
  const { database } = parts;
  const { inputs, period } = await asSystem(database, async (tx) => {
    const [run] = await tx.select().from(reconciliationRunTable).where(isRun(about));
    invariant(run?.knownAt != null, 'A run is pinned before it is reconciled.');
    return {
      period: { from: run.periodFrom, until: run.periodUntil },
      inputs: await runInputs(tx, run, { prices, knownAt: new Date(run.knownAt).toISOString(), tell: tellRead(database, about) }),
    };
  });
  const read = { lines: inputs.lines.length, charges: inputs.charges.length };
  await asSystem(database, (tx) => moveOn(tx, about, { step: 'matching', ...read }));
  const outcome = reconcile(inputs);
  if (!outcome.ok) return outcome.refusal.message;
  await asSystem(database, (tx) => moveOn(tx, about, { step: 'storing' }));
  const hash = hashOf(inputs);
  const reconciledAt = await parts.askTime();
  const billed = outcome.value.doubts.filter((doubt) => doubt.billed).map(({ charge }) => charge);
  const covered = new Set([...outcome.value.coveredCharges, ...billed]);
  await asSystem(database, async (tx) => {
    const [run] = await tx.select().from(reconciliationRunTable).where(isRun(about)).for('update');
    if (run?.state !== 'reconciling') return;
    await storeCovered(tx, about, { ...period, charges: inputs.charges, covered });
    await store(tx, about, { hash, reconciledAt, reconciliation: outcome.value });
  });
  return undefined;
}

/** Says of a long statement how far it is read, beside the transaction that reads. */
function tellRead(database: Database, about: About): TellRead {
  return async (read) => {
    const count = read.lines ?? read.charges ?? 0;
    if (count >= toldFrom) await asSystem(database, (tx) => moveOn(tx, about, read));
  };
}

interface Found {
  readonly hash: string;
  readonly reconciledAt: Date;
  readonly reconciliation: Reconciliation;
}

async function store(tx: Transaction, about: About, { hash, reconciledAt, reconciliation }: Found): Promise<void> {
  const { items } = reconciliation;
  for (let start = 0; start < items.length; start += setMost) await storeItems(tx, about, items.slice(start, start + setMost), start);
  const result = storedResult(reconciliation);
  await moveOn(tx, about, { state: 'reconciled', step: 'done', hash, result, items: items.length, reconciledAt });
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

function hashOf(inputs: ReconcileInputs): string {
  const hash = createHash('sha256');
  for (const line of canonicalInputs(inputs)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

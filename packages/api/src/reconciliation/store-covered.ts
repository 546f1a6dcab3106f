import type { LedgerCharge } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import type { About } from './move-run.ts';

/** Which charges a run looked at, over which period, and which of them its statement covers. */
interface Covering {
  readonly charges: readonly LedgerCharge[];
  readonly covered: ReadonlySet<string>;
  /** Half-open. */
  readonly from: Date;
  readonly until: Date;
}

const setMost = 10_000;

/** Keeps the charges that a run covers, and those of its period that it leaves over: a later statement may show them. */
export async function storeCovered(
  tx: Transaction,
  { workspaceId, runId }: About,
  { charges, covered, from, until }: Covering,
): Promise<void> {
  const kept = charges.filter(({ id, serviceAt }) => {
    const at = new Date(serviceAt);
    return covered.has(id) || (at >= from && at < until);
  });
  const text = `INSERT INTO reconciliation_charge SELECT $1, $2, * FROM unnest($3::uuid[], $4::uuid[], $5::boolean[])`;
  for (let start = 0; start < kept.length; start += setMost) {
    const set = kept.slice(start, start + setMost);
    const columns = [set.map(({ id }) => id), set.map(({ workspace }) => workspace), set.map(({ id }) => covered.has(id))];
    await tx.$client.query({ name: 'store-covered', text, values: [workspaceId, runId, ...columns] });
  }
}

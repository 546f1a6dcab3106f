import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { acceptedInPeriod } from './accepted-in-period.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** The id of the accepted run that took the place of an accepted one, the last of them; undefined where it is the last itself. */
export async function laterRun(tx: Transaction, run: StoredReconciliation): Promise<string | undefined> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM ${acceptedInPeriod(run)} AS r WHERE accepted_at > ${run.acceptedAt?.toISOString() ?? null}::timestamptz
    ORDER BY accepted_at DESC LIMIT 1`);
  return rows[0]?.id;
}

/** The keys of those items of a run that the one in its place no longer shows. */
export async function goneSince(tx: Transaction, run: StoredReconciliation, itemKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const later = await laterRun(tx, run);
  if (later === undefined) return new Set();
  const { rows } = await tx.execute<{ key: string }>(sql`
    SELECT key FROM unnest(${sql.param([...itemKeys])}::text[]) AS key
    WHERE NOT EXISTS (SELECT FROM reconciliation_item AS i WHERE i.workspace_id = ${run.workspaceId}::uuid AND i.run_id = ${later}::uuid AND i.item_key = key)`);
  return new Set(rows.map(({ key }) => key));
}

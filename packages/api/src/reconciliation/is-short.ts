import type { Transaction } from '../platform/database.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** So many lines, charges or buckets are held against each other in less time than it takes to start a thread. */
const shortMost = 2000;

/** Whether a run has so little to look at that it may be reconciled beside the requests. Nothing is counted beyond that. */
export async function isShort(
  tx: Transaction,
  run: Pick<StoredReconciliation, 'providerAccountId' | 'periodFrom' | 'periodUntil'>,
): Promise<boolean> {
  const counts = [
    `SELECT FROM statement_line AS l JOIN provider_account AS p ON p.id = $1 AND l.workspace_id = p.workspace_id
      WHERE l.provider_account_id = p.id AND l.series = 'charges' AND l.bucket_start >= $2 AND l.bucket_start < $3`,
    `SELECT FROM provider_account AS p JOIN generation AS g ON g.workspace_id = p.workspace_id AND g.created_at >= $2 AND g.created_at < $3
      WHERE p.id = $1 OR p.lent_by = $1`,
    `SELECT FROM usage_bucket AS b JOIN provider_account AS p ON p.id = $1 AND b.workspace_id = p.workspace_id
      WHERE b.provider_account_id = p.id AND b.bucket_start >= $2 AND b.bucket_start < $3`,
  ];
  const text = `SELECT ${counts.map((of) => `(SELECT count(*) FROM (${of} LIMIT ${shortMost + 1}) AS counted) <= ${shortMost}`).join(' AND ')} AS short`;
  const values = [run.providerAccountId, run.periodFrom, run.periodUntil];
  const { rows } = await tx.$client.query<{ short: boolean }>({ name: 'is-short', text, values });
  return rows[0]?.short ?? false;
}

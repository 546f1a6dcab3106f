import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';

/** A difference that a provider was asked to give back and has not. Decimal text. */
export interface OpenClaim extends Record<string, unknown> {
  readonly runId: string;
  readonly item: number;
  readonly providerAccountId: string;
  readonly provider: string | null;
  readonly part: string;
  readonly cause: string;
  readonly currency: string;
  readonly amount: string;
  readonly reason: string;
  readonly claimedBy: string;
  readonly claimedAt: string;
  readonly ageSeconds: number;
}

/** Every claim of a book that nobody has credited or written off, the oldest first: of each period those of the run that was accepted last. */
export async function readOpenClaims(
  tx: Transaction,
  { workspaceId, book }: Pick<Closing, 'workspaceId' | 'book'>,
  now: Date,
): Promise<readonly OpenClaim[]> {
  const { rows } = await tx.execute<OpenClaim>(sql`
    SELECT r.id AS "runId", i.number AS item, r.provider_account_id AS "providerAccountId", a.provider, i.part, i.cause, i.currency,
      trim_scale(i.amount - i.posted_before)::text AS amount, d.reason, d.author_name AS "claimedBy", coalesce(d.approved_at, d.proposed_at)::text AS "claimedAt",
      greatest(extract(epoch FROM ${now.toISOString()}::timestamptz - coalesce(d.approved_at, d.proposed_at)), 0)::int AS "ageSeconds"
    FROM (
      SELECT DISTINCT ON (provider_account_id, period_from, period_until) * FROM reconciliation_run
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND state = 'accepted'
      ORDER BY provider_account_id, period_from, period_until, accepted_at DESC, id DESC
    ) AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id AND i.state = 'claimed'
    JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = i.resolution_id
    LEFT JOIN provider_account AS a ON a.id = r.provider_account_id ORDER BY 11, r.id, i.number`);
  return rows.map((row) => ({ ...row, claimedAt: new Date(row.claimedAt).toISOString() }));
}

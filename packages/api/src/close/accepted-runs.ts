import { sql, type SQL } from 'drizzle-orm';
import type { Closing } from './closing.ts';

/** Of each provider account and period, the run whose statement was accepted last and is dated until the end of a month: as a table to read from. */
export function acceptedRuns({ workspaceId, book, until }: Closing): SQL {
  return sql`(
    SELECT DISTINCT ON (r.provider_account_id, r.period_from, r.period_until) r.* FROM reconciliation_run AS r
    LEFT JOIN ledger_tx AS t ON t.workspace_id = r.workspace_id AND t.id = r.acceptance_tx
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.book = ${book} AND r.state = 'accepted' AND r.period_from < ${`${until}T00:00:00Z`}::timestamptz
      AND (t.id IS NULL OR t.accounting_date < ${until}::date)
    ORDER BY r.provider_account_id, r.period_from, r.period_until, r.accepted_at DESC, r.id DESC)`;
}

import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { Booked } from './plain-postings.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** Which account, and which period of it. */
export type AccountPeriod = Pick<StoredReconciliation, 'providerAccountId' | 'periodFrom' | 'periodUntil'>;

/** The accepted runs of exactly this period, as a table of a query: each took the place of the one before. */
export function acceptedInPeriod({ providerAccountId, periodFrom, periodUntil }: AccountPeriod): SQL {
  return sql`(
    SELECT * FROM reconciliation_run WHERE provider_account_id = ${providerAccountId}::uuid AND state = 'accepted'
      AND period_from = ${periodFrom.toISOString()}::timestamptz AND period_until = ${periodUntil.toISOString()}::timestamptz)`;
}

/** What accepting them and resolving their items posted, by account of a statement and currency. */
export async function postedInPeriod(tx: Transaction, period: AccountPeriod): Promise<readonly Booked[]> {
  const { rows } = await tx.execute<{ account: string; currency: string; amount: string }>(sql`
    WITH run AS ${acceptedInPeriod(period)},
    posted AS (
      SELECT workspace_id, acceptance_tx AS id FROM run WHERE acceptance_tx IS NOT NULL
      UNION SELECT r.workspace_id, r.tx_id FROM run JOIN item_resolution AS r ON r.workspace_id = run.workspace_id AND r.run_id = run.id WHERE r.tx_id IS NOT NULL)
    SELECT e.account, e.currency, trim_scale(sum(e.amount))::text AS amount
    FROM posted JOIN ledger_entry AS e ON e.workspace_id = posted.workspace_id AND e.tx_id = posted.id
    WHERE e.account IN ('provider_accrued', 'provider_payable') GROUP BY e.account, e.currency ORDER BY e.currency, e.account`);
  return rows.map(({ account, currency, amount }) => ({ account, currency, pico: picoOf(amount) }));
}

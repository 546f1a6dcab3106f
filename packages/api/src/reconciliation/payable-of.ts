import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** What the accepted statements of a period come to in one currency, in picounits. */
export interface Payable {
  readonly currency: string;
  /** What was paid of it. */
  readonly paid: bigint;
  /** What is left to be paid; negative: the provider owes it. */
  readonly left: bigint;
}

/** What is payable for the period of a run by its accepted statements and what was credited of them, and what is left of that once paid. By currency. */
export async function payableOf(
  tx: Transaction,
  { providerAccountId, periodFrom, periodUntil }: Pick<StoredReconciliation, 'providerAccountId' | 'periodFrom' | 'periodUntil'>,
): Promise<readonly Payable[]> {
  const { rows } = await tx.execute<{ currency: string; payable: string; paid: string }>(sql`
    WITH run AS (
      SELECT workspace_id, id, acceptance_tx FROM reconciliation_run WHERE provider_account_id = ${providerAccountId}::uuid AND state = 'accepted'
        AND period_from = ${periodFrom.toISOString()}::timestamptz AND period_until = ${periodUntil.toISOString()}::timestamptz),
    posted AS (
      SELECT workspace_id, acceptance_tx AS id FROM run WHERE acceptance_tx IS NOT NULL
      UNION SELECT r.workspace_id, r.tx_id FROM run JOIN item_resolution AS r ON r.workspace_id = run.workspace_id AND r.run_id = run.id WHERE r.tx_id IS NOT NULL),
    owed AS (
      SELECT e.currency, -sum(e.amount) AS payable FROM posted JOIN ledger_entry AS e ON e.workspace_id = posted.workspace_id AND e.tx_id = posted.id
      WHERE e.account = 'provider_payable' GROUP BY e.currency),
    paid AS (
      SELECT p.currency, sum(p.amount) AS paid FROM run JOIN provider_payment AS p ON p.workspace_id = run.workspace_id AND p.run_id = run.id GROUP BY p.currency)
    SELECT owed.currency, trim_scale(owed.payable)::text AS payable, trim_scale(coalesce(paid.paid, 0))::text AS paid FROM owed LEFT JOIN paid USING (currency)
    ORDER BY 1`);
  return rows.map(({ currency, payable, paid }) => ({ currency, paid: picoOf(paid), left: picoOf(payable) - picoOf(paid) }));
}

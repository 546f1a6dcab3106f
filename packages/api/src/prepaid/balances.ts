import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** What one provider account holds for us in one currency: by its lots, by the ledger, and by the provider's own word. Decimal text; null: not stated. */
export interface PrepaidBalance extends Record<string, unknown> {
  readonly providerAccountId: string;
  readonly provider: string;
  readonly currency: string;
  /** What is left in the lots. */
  readonly left: string;
  /** provider_prepaid and provider_granted. */
  readonly held: string;
  /** What was used and not yet taken from a lot; negative: too much was. */
  readonly owed: string;
  readonly stated: string | null;
  /** From when on the provider's figure is about nothing further. */
  readonly statedAt: string | null;
  /** What the ledger says was left at that instant, use that no lot has paid for yet taken off. */
  readonly recordedThen: string | null;
}

/** Which lots: those of a book. */
interface BalanceChoice {
  readonly book: 'real' | 'simulated';
}

/** Every account and currency with a lot, or with a balance that its provider states. */
export async function readBalances(tx: Transaction, { book }: BalanceChoice): Promise<readonly PrepaidBalance[]> {
  const { rows } = await tx.execute<PrepaidBalance>(sql`
    WITH lots AS (
      SELECT l.provider_account_id AS account, l.currency::text AS currency, sum(l.quantity - m.used_after) AS left
      FROM prepaid_lot AS l CROSS JOIN LATERAL (
        SELECT used_after FROM prepaid_movement WHERE workspace_id = l.workspace_id AND lot_id = l.id ORDER BY number DESC LIMIT 1
      ) AS m WHERE l.book = ${book} GROUP BY 1, 2
    ), stated AS (
      SELECT DISTINCT ON (l.provider_account_id, l.currency) l.provider_account_id AS account, l.currency::text AS currency, l.balance, l.bucket_end AS at
      FROM statement_line AS l JOIN provider_account AS a ON a.id = l.provider_account_id
      WHERE l.series = 'prepaid' AND l.superseded_by IS NULL AND l.balance IS NOT NULL AND a.book = ${book}
      ORDER BY l.provider_account_id, l.currency, l.bucket_end DESC, l.ordinal DESC
    )
    SELECT p.account AS "providerAccountId", a.provider, p.currency, trim_scale(coalesce(p.left, 0))::text AS left, trim_scale(b.held)::text AS held,
      trim_scale(b.owed)::text AS owed, trim_scale(p.balance)::text AS stated, p.at::text AS "statedAt",
      CASE WHEN p.at IS NOT NULL THEN trim_scale(b.until_then)::text END AS "recordedThen"
    FROM (SELECT * FROM lots FULL JOIN stated USING (account, currency)) AS p JOIN provider_account AS a ON a.id = p.account
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(e.amount) FILTER (WHERE e.account <> 'provider_accrued'), 0) AS held,
        coalesce(-sum(e.amount) FILTER (WHERE e.account = 'provider_accrued'), 0) AS owed,
        coalesce(sum(e.amount) FILTER (WHERE t.service_at < p.at), 0) AS until_then
      FROM ledger_entry AS e JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
      WHERE e.account IN ('provider_prepaid', 'provider_granted', 'provider_accrued') AND e.currency = p.currency
        AND t.provider_account_id = p.account
    ) AS b
    ORDER BY a.provider, p.account, p.currency`);
  return rows;
}

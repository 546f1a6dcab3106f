import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Closing } from './closing.ts';

/** What an account held before a month, what moved on it, and what it held at its end. Decimal text; debit positive, credit negative. */
export interface TrialBalanceRow extends Record<string, unknown> {
  readonly code: number;
  readonly account: string;
  readonly currency: string;
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly closing: string;
}

/** Every account that has an entry until the end of a month, by currency. Each column but those of one side sums to zero per currency. */
export async function readTrialBalance(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<readonly TrialBalanceRow[]> {
  const { rows } = await tx.execute<TrialBalanceRow>(sql`
    SELECT a.code, e.account, e.currency,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date < ${month}::date), 0))::text AS opening,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date >= ${month}::date AND e.amount > 0), 0))::text AS debit,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date >= ${month}::date AND e.amount < 0), 0))::text AS credit,
      trim_scale(sum(e.amount))::text AS closing
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id JOIN ledger_account AS a ON a.name = e.account
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date < ${until}::date
    GROUP BY a.code, e.account, e.currency ORDER BY a.code, e.currency`);
  return rows;
}

/** A trial balance and what is posted on top of it in the month, line by line of the chart. */
export async function withPosted(
  tx: Transaction,
  balance: readonly TrialBalanceRow[],
  posted: readonly { readonly account: string; readonly currency: string; readonly amount: string }[],
): Promise<readonly TrialBalanceRow[]> {
  if (posted.length === 0) return balance;
  const { rows } = await tx.execute<TrialBalanceRow>(sql`
    SELECT a.code, b.account, b.currency, trim_scale(sum(b.opening))::text AS opening, trim_scale(sum(b.debit))::text AS debit,
      trim_scale(sum(b.credit))::text AS credit, trim_scale(sum(b.closing))::text AS closing
    FROM (
      SELECT * FROM jsonb_to_recordset(${storedJson(balance)}::jsonb) AS r (account text, currency text, opening numeric, debit numeric, credit numeric, closing numeric)
      UNION ALL SELECT account, currency, 0, greatest(amount, 0), least(amount, 0), amount
      FROM jsonb_to_recordset(${storedJson(posted)}::jsonb) AS p (account text, currency text, amount numeric)
    ) AS b JOIN ledger_account AS a ON a.name = b.account GROUP BY a.code, b.account, b.currency ORDER BY a.code, b.currency`);
  return rows;
}

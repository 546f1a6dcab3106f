import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { totalOf, type LedgerSum } from './ledger-sums.ts';

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
export function trialBalanceOf(sums: readonly LedgerSum[]): readonly TrialBalanceRow[] {
  const lines = [...Map.groupBy(sums, ({ code, currency }) => `${code} ${currency}`).values()].flatMap((of) => lineOf(of) ?? []);
  return lines.toSorted((one, other) => one.code - other.code || (one.currency < other.currency ? -1 : 1));
}

function lineOf(of: readonly LedgerSum[]): TrialBalanceRow | undefined {
  const [first] = of;
  if (first === undefined) return undefined;
  const inMonth = of.filter(({ part }) => part !== 'before');
  const moved = (side: 'debit' | 'credit') => formatDecimal(inMonth.reduce((sum, each) => sum + picoOf(each[side]), 0n));
  const { code, account, currency } = first;
  const opening = formatDecimal(totalOf(of.filter(({ part }) => part === 'before')));
  return { code, account, currency, opening, debit: moved('debit'), credit: moved('credit'), closing: formatDecimal(totalOf(of)) };
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

import { formatDecimal } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';

/** What entries sum to that are alike in all that a month is proved by. Decimal text; debit positive, credit negative. */
export interface LedgerSum extends Record<string, unknown> {
  readonly code: number;
  readonly account: string;
  readonly currency: string;
  readonly providerAccountId: string;
  /** Null: the account belongs to another workspace. */
  readonly provider: string | null;
  /** Of what: of postings before the month; in it of charges as they were first posted, of their corrections, and of all else. */
  readonly part: 'before' | 'recorded' | 'corrected' | 'other';
  readonly debit: string;
  readonly credit: string;
}

/** Sums the entries of postings, a relation of their ids, as they stand before a month or in it. */
export async function readLedgerSums(tx: Transaction, { workspaceId, month }: Closing, postings: SQL): Promise<readonly LedgerSum[]> {
  const { rows } = await tx.execute<LedgerSum>(sql`
    SELECT k.code, s.account, s.currency, s.provider_account_id AS "providerAccountId", a.provider, s.part, trim_scale(s.debit)::text AS debit,
      trim_scale(s.credit)::text AS credit
    FROM (
      SELECT e.account, e.currency, t.provider_account_id, CASE
          WHEN t.accounting_date < ${month}::date THEN 'before'
          WHEN t.attempt_id IS NULL AND t.for_workspace IS NULL THEN 'other'
          WHEN t.corrects IS NULL THEN 'recorded' ELSE 'corrected' END AS part,
        coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0) AS debit, coalesce(sum(e.amount) FILTER (WHERE e.amount < 0), 0) AS credit
      FROM ${postings} AS p (id) JOIN ledger_tx AS t ON t.workspace_id = ${workspaceId}::uuid AND t.id = p.id
      JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id GROUP BY 1, 2, 3, 4
    ) AS s JOIN ledger_account AS k ON k.name = s.account LEFT JOIN provider_account AS a ON a.id = s.provider_account_id`);
  return rows;
}

/** Sums of two sets of postings that have none in common, as those of both. */
export function sumsTogether(one: readonly LedgerSum[], other: readonly LedgerSum[]): readonly LedgerSum[] {
  const sums = new Map<string, LedgerSum>();
  for (const sum of [...one, ...other]) {
    const key = `${sum.account} ${sum.currency} ${sum.providerAccountId} ${sum.part}`;
    const before = sums.get(key);
    sums.set(key, before === undefined ? sum : { ...sum, debit: plus(before.debit, sum.debit), credit: plus(before.credit, sum.credit) });
  }
  return [...sums.values()];
}

function plus(one: string, other: string): string {
  return formatDecimal(picoOf(one) + picoOf(other));
}

/** What sums come to: debit and credit, in picounits. */
export function totalOf(sums: readonly LedgerSum[]): bigint {
  return sums.reduce((total, { debit, credit }) => total + picoOf(debit) + picoOf(credit), 0n);
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import type { TrialBalanceRow } from './trial-balance.ts';

/** The numbers that a month got in the journal: from the first to the last, or none. */
export interface JournalNumbers {
  readonly first: bigint;
  readonly last: bigint;
  readonly transactions: bigint;
}

/**
 * Numbers every transaction that is dated until the end of a month and has no number yet, by day and then as recorded, without a gap after the last one. Postings go on meanwhile: whoever closes looks whether any came.
 */
export async function numberJournal(tx: Transaction, { workspaceId, book, until }: Closing): Promise<JournalNumbers> {
  const { rows } = await tx.execute<{ before: string; numbered: string }>(sql`
    WITH last AS (
      SELECT coalesce(max(last_journal_number), 0) AS number, coalesce(max(month) + interval '1 month', '-infinity')::date AS until FROM period_close
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book}
    ), numbered AS (
      INSERT INTO journal_number (workspace_id, book, number, tx_id)
      SELECT t.workspace_id, t.book, last.number + row_number() OVER (ORDER BY t.accounting_date, t.recorded_at, t.id), t.id
      FROM last, ledger_tx AS t
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date >= last.until AND t.accounting_date < ${until}::date
      RETURNING 1
    ) SELECT last.number::text AS before, (SELECT count(*) FROM numbered)::text AS numbered FROM last`);
  const [before, numbered] = [BigInt(rows[0]?.before ?? '0'), BigInt(rows[0]?.numbered ?? '0')];
  return { first: before + 1n, last: before + numbered, transactions: numbered };
}

/** Whether what was numbered moves each account as it was proved to: so that no line was changed since, past every rule of the ledger. */
export async function movesAsProved(
  tx: Transaction,
  { workspaceId, book }: Closing,
  { numbers: { first, last }, balance }: { readonly numbers: JournalNumbers; readonly balance: readonly TrialBalanceRow[] },
): Promise<boolean> {
  const { rows } = await tx.execute<Moved & Record<string, unknown>>(sql`
    SELECT e.account, e.currency, trim_scale(coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0))::text AS debit,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE e.amount < 0), 0))::text AS credit
    FROM journal_number AS n JOIN ledger_entry AS e ON e.workspace_id = n.workspace_id AND e.tx_id = n.tx_id
    WHERE n.workspace_id = ${workspaceId}::uuid AND n.book = ${book} AND n.number >= ${first.toString()}::bigint AND n.number <= ${last.toString()}::bigint
    GROUP BY e.account, e.currency`);
  return movesText(rows) === movesText(balance);
}

type Moved = Pick<TrialBalanceRow, 'account' | 'currency' | 'debit' | 'credit'>;

function movesText(lines: readonly Moved[]): string {
  const moving = lines.filter(({ debit, credit }) => debit !== '0' || credit !== '0');
  return moving
    .map(({ account, currency, debit, credit }) => `${account} ${currency} ${debit} ${credit}`)
    .toSorted()
    .join('\n');
}

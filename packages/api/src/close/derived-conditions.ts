import { sql } from 'drizzle-orm';
import { exportedSums } from '../finance/export/exported-line.ts';
import { accountsOf } from '../finance/measure.ts';
import type { Transaction } from '../platform/database.ts';
import { condition, type Closing, type Condition } from './closing.ts';
import { compareSides, type Placed } from './compare-sides.ts';

/** The proofs that what is derived of the ledger is the ledger: the roll-ups that finance reads, and the files that it exports. */
export async function derivedConditions(tx: Transaction, closing: Closing): Promise<readonly Condition[]> {
  const rolledUp = await rollUpSums(tx, closing);
  const ledger = await ledgerSums(tx, closing);
  return [rollUpsAgree(ledger, rolledUp), await exportsAgree(tx, closing, ledger)];
}

function rollUpsAgree(ledger: readonly Placed[], rolledUp: readonly Placed[]): Condition {
  return condition({
    key: 'roll-ups',
    sentence: 'The roll-ups of finance are the ledger, account by account.',
    next: 'Have the roll-ups made anew, by unfold_rollups of the database: they are derived, and the ledger stands.',
    proofs: compareSides({ left: { name: 'in the ledger', amounts: ledger }, right: { name: 'in the roll-ups', amounts: rolledUp } }),
  });
}

/** Of cost and of revenue: each is a file by itself. */
async function exportsAgree(tx: Transaction, { workspaceId, book, month, until }: Closing, ledger: readonly Placed[]): Promise<Condition> {
  const accounts = (['cost', 'revenue'] as const).flatMap((measure) => accountsOf(measure).accounts);
  const names = await accountNames(tx, accounts);
  const sums = await exportedSums(tx, { workspaceId, book, from: month, until, knownAt: 'infinity', accounts, where: [], invoiced: false });
  const exported = sums.map(({ account, ...sum }) => ({ ...sum, of: account, providerAccountId: null }));
  return condition({
    key: 'exports',
    sentence: 'What is exported sums to the ledger, account by account.',
    next: 'Hold the export of the month against the ledger, account by account: a line of the ledger is missing in the file, or stands in it twice.',
    proofs: compareSides({
      left: { name: 'in the ledger', amounts: ledger.filter(({ of }) => names.has(of)) },
      right: { name: 'in the exports', amounts: exported },
    }),
  });
}

async function accountNames(tx: Transaction, codes: readonly number[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.execute<{ name: string }>(
    sql`SELECT name FROM ledger_account WHERE code = ANY (${sql.param([...codes])}::smallint[])`,
  );
  return new Set(rows.map(({ name }) => name));
}

type Sum = Placed & Record<string, unknown>;

async function ledgerSums(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Sum>(sql`
    SELECT e.account AS of, NULL AS "providerAccountId", e.currency, trim_scale(sum(e.amount))::text AS amount
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date >= ${month}::date AND t.accounting_date < ${until}::date
    GROUP BY e.account, e.currency`);
  return rows;
}

/** Folded and tail together, read at once. */
async function rollUpSums(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Sum>(sql`
    SELECT a.name AS of, NULL AS "providerAccountId", s.currency, trim_scale(sum(s.amount))::text AS amount FROM (
      SELECT d.account_code, c.currency, d.amount FROM rollup_day AS d JOIN rollup_cell AS c ON c.workspace_id = d.workspace_id AND c.id = d.cell_id
      WHERE d.workspace_id = ${workspaceId}::uuid AND c.book = ${book} AND d.day >= ${month}::date AND d.day < ${until}::date
      UNION ALL
      SELECT account_code, currency, amount FROM unfolded_shares()
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND day >= ${month}::date AND day < ${until}::date
    ) AS s JOIN ledger_account AS a ON a.code = s.account_code GROUP BY a.name, s.currency`);
  return rows;
}

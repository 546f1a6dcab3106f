import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { ExportedSum } from '../finance/export/exported-line.ts';
import type { Transaction } from '../platform/database.ts';
import { condition, type Closing, type Condition } from './closing.ts';
import { compareSides, type Placed } from './compare-sides.ts';
import { totalOf, type LedgerSum } from './ledger-sums.ts';
import { exportedAccounts, type LedgerProof } from './prove-postings.ts';

/** The proofs that what is derived of the ledger is the ledger: the roll-ups that finance reads, as they are now, and the files that it exports. */
export async function derivedConditions(tx: Transaction, closing: Closing, { sums, exported }: LedgerProof): Promise<readonly Condition[]> {
  const inMonth = sums.filter(({ part }) => part !== 'before');
  return [rollUpsAgree(inMonth.map(placed), await rollUpSums(tx, closing)), exportsAgree(inMonth, exported)];
}

function placed(sum: LedgerSum): Placed {
  return { of: sum.account, providerAccountId: null, currency: sum.currency, amount: formatDecimal(totalOf([sum])) };
}

function rollUpsAgree(ledger: readonly Placed[], rolledUp: readonly Placed[]): Condition {
  return condition({
    key: 'roll-ups',
    sentence: 'The roll-ups of finance are the ledger, account by account.',
    next: 'Have the roll-ups made anew, by unfold_rollups of the database: they are derived, and the ledger stands.',
    proofs: compareSides({ left: { name: 'in the ledger', amounts: ledger }, right: { name: 'in the roll-ups', amounts: rolledUp } }),
  });
}

function exportsAgree(inMonth: readonly LedgerSum[], exported: readonly ExportedSum[]): Condition {
  return condition({
    key: 'exports',
    sentence: 'What is exported sums to the ledger, account by account.',
    next: 'Hold the export of the month against the ledger, account by account: a line of the ledger is missing in the file, or stands in it twice.',
    proofs: compareSides({
      left: { name: 'in the ledger', amounts: inMonth.filter(({ code }) => exportedAccounts.includes(code)).map(placed) },
      right: { name: 'in the exports', amounts: exported.map(({ account, ...sum }) => ({ ...sum, of: account, providerAccountId: null })) },
    }),
  });
}

type Sum = Placed & Record<string, unknown>;

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

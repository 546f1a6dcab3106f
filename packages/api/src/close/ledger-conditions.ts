import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { recompute } from '../ledger/recompute.ts';
import type { Transaction } from '../platform/database.ts';
import { counted, type Closing, type ClosingFigure, type Condition } from './closing.ts';
import { rollsForward, type RollForwardRow } from './roll-forward.ts';
import type { TrialBalanceRow } from './trial-balance.ts';

/** What is proved of the ledger alone. */
export interface LedgerFigures {
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
}

/** The proofs of the ledger: it sums to zero, rolls forward, rates again to the same digits, and its roll-ups say the same. */
export async function ledgerConditions(tx: Transaction, closing: Closing, figures: LedgerFigures): Promise<readonly Condition[]> {
  return [
    await nothingUnderWay(tx, closing),
    sumsToZero(figures.balance),
    accruedRollsForward(figures.rollForward),
    await recomputes(tx, closing),
    await rollUpsAgree(tx, closing),
  ];
}

async function nothingUnderWay(tx: Transaction, { workspaceId, book, until }: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ held: number }>(sql`
    SELECT count(*)::int AS held FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.side = 'cost' AND c.state = 'held' AND g.book = ${book}
      AND g.created_at < ${`${until}T00:00:00Z`}::timestamptz`);
  const held = rows[0]?.held ?? 0;
  return {
    key: 'nothing-under-way',
    sentence: 'Nothing that was asked for in the month is still under way.',
    holds: held === 0,
    figures: [counted('held', held)],
  };
}

function sumsToZero(balance: readonly TrialBalanceRow[]): Condition {
  const sums = Map.groupBy(balance, ({ currency }) => currency);
  const figures = [...sums].map(([currency, rows]): ClosingFigure => {
    return { name: 'sum of all accounts', value: formatDecimal(rows.reduce((sum, { closing }) => sum + picoOf(closing), 0n)), currency };
  });
  const sentence = 'The trial balance sums to zero in each currency.';
  return { key: 'trial-balance', sentence, holds: figures.every(({ value }) => value === '0'), figures };
}

function accruedRollsForward(rows: readonly RollForwardRow[]): Condition {
  const figures = rows.flatMap((row) =>
    (['opening', 'recorded', 'corrected', 'stated', 'closing'] as const).map((name): ClosingFigure => {
      return { name: `${row.provider ?? row.providerAccountId} ${name}`, value: row[name], currency: row.currency };
    }),
  );
  const sentence = 'provider_accrued rolls forward: opening, recorded, corrected and stated come to the closing.';
  return { key: 'roll-forward', sentence, holds: rows.every(rollsForward), figures };
}

async function recomputes(tx: Transaction, { month, until }: Closing): Promise<Condition> {
  const { lines, differences } = await recompute(tx, { from: `${month}T00:00:00Z`, until: `${until}T00:00:00Z` });
  const sentence = 'Every usage line rates again to the same digits from the price entry it cites.';
  const figures = [counted('lines', lines), counted('differences', differences.length)];
  return { key: 'recompute', sentence, holds: differences.length === 0, figures };
}

interface UnlikeSum extends Record<string, unknown> {
  readonly account: string;
  readonly currency: string;
  readonly difference: string;
}

/** By account and currency, folded and tail together against the entries. */
async function rollUpsAgree(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<Condition> {
  const { rows } = await tx.execute<UnlikeSum>(sql`
    SELECT a.name AS account, s.currency, trim_scale(sum(s.amount))::text AS difference FROM (
      SELECT d.account_code, c.currency, d.amount FROM rollup_day AS d JOIN rollup_cell AS c ON c.workspace_id = d.workspace_id AND c.id = d.cell_id
      WHERE d.workspace_id = ${workspaceId}::uuid AND c.book = ${book} AND d.day >= ${month}::date AND d.day < ${until}::date
      UNION ALL
      SELECT account_code, currency, amount FROM unfolded_shares()
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND day >= ${month}::date AND day < ${until}::date
      UNION ALL
      SELECT a.code, e.currency, -e.amount FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
      JOIN ledger_account AS a ON a.name = e.account
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date >= ${month}::date AND t.accounting_date < ${until}::date
    ) AS s JOIN ledger_account AS a ON a.code = s.account_code
    GROUP BY a.name, s.currency HAVING sum(s.amount) <> 0 ORDER BY a.name, s.currency`);
  const figures = rows.map(({ account, currency, difference }): ClosingFigure => ({ name: account, value: difference, currency }));
  return { key: 'roll-ups', sentence: 'The roll-ups of finance are the ledger, account by account.', holds: rows.length === 0, figures };
}

import { createHash } from 'node:crypto';
import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { isOver, monthAfter, parseMonth } from '../period/month.ts';
import type { Outcome } from '@halfpenny/core';
import { accepted } from '@halfpenny/core';
import { readPeriod, type PeriodState } from '../period/read-periods.ts';
import type { Transaction } from '../platform/database.ts';
import { condition, counted, type Closing, type ClosingFigure, type Condition } from './closing.ts';
import type { Measured } from './accrual-basis.ts';
import { balanceConditions } from './balance-conditions.ts';
import { derivedConditions } from './derived-conditions.ts';
import { ledgerConditions, nothingUnderWay } from './ledger-conditions.ts';
import { measureDoubts } from './measured-doubts.ts';
import { readOpenDoubts, type OpenDoubt } from './open-doubts.ts';
import { readRollForward, type RollForwardRow } from './roll-forward.ts';
import { statementConditions } from './statement-conditions.ts';
import { readTrialBalance, type TrialBalanceRow } from './trial-balance.ts';

/** Everything that is looked at before a month is closed. */
export interface Checklist {
  readonly state: PeriodState;
  readonly conditions: readonly Condition[];
  readonly isReady: boolean;
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
  readonly doubts: readonly OpenDoubt[];
  /** How earlier doubts ended: what a measured accrual rests on. */
  readonly measured: Measured;
  /** SHA-256 of all of it: who reviews signs what was prepared. */
  readonly fingerprint: string;
}

/** The month that is asked for, as "2026-10". */
export function closingOf(workspaceId: string, book: Closing['book'], month: string): Outcome<Closing> {
  const parsed = parseMonth(month);
  return parsed.ok ? accepted({ workspaceId, book, month: parsed.value, until: monthAfter(parsed.value) }) : parsed;
}

/** What is proved of the entries of a month, and of what is derived of them: long to read, and the same until something else is posted in it. */
export interface Proved {
  /** How many transactions are dated in the month: the ledger is only added to, so that it is the same ledger while they are as many. */
  readonly transactions: string;
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
  readonly conditions: readonly Condition[];
}

/** Proves the entries of a month. To be read in one snapshot, for the ledger goes on meanwhile. */
export async function proveLedger(tx: Transaction, closing: Closing): Promise<Proved> {
  const balance = await readTrialBalance(tx, closing);
  const rollForward = await readRollForward(tx, closing);
  const conditions = [...(await ledgerConditions(tx, closing, { balance, rollForward })), ...(await derivedConditions(tx, closing))];
  return { transactions: await countTransactions(tx, closing), balance, rollForward, conditions };
}

/** How many transactions are dated in a month. */
export async function countTransactions(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<string> {
  const { rows } = await tx.execute<{ count: string }>(sql`
    SELECT count(*)::text AS count FROM ledger_tx
    WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND accounting_date >= ${month}::date AND accounting_date < ${until}::date`);
  return rows[0]?.count ?? '0';
}

/** What a month is at: each condition with its figures, whether all of them hold, and what nobody knows yet. What was proved of its entries can be handed in. */
export async function readChecklist(tx: Transaction, closing: Closing, at: Date, before?: Proved): Promise<Checklist> {
  const { balance, rollForward, conditions: ofLedger } = before ?? (await proveLedger(tx, closing));
  const { state } = await readPeriod(tx, closing, closing.month);
  const doubts = await readOpenDoubts(tx, closing);
  const measured = await measureDoubts(tx, closing);
  const conditions = [
    softClosed(state, isOver(closing.month, at)),
    ...(await statementConditions(tx, closing, at)),
    await nothingUnderWay(tx, closing),
    doubtsHaveFigures(doubts),
    ...(await balanceConditions(tx, closing)),
    ...ofLedger,
  ];
  const isReady = conditions.every(({ holds }) => holds);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([conditions, balance, rollForward, doubts, [...measured]]))
    .digest('hex');
  return { state, conditions, isReady, balance, rollForward, doubts, measured, fingerprint };
}

function softClosed(state: PeriodState, over: boolean): Condition {
  return condition({
    key: 'soft-closed',
    sentence: 'The month is over, and soft-closed: what is still dated in it says why.',
    next: over ? 'Close the month softly.' : 'Wait for the first instant of the next month, UTC, and close this one softly.',
    holds: over && state === 'soft-closed',
  });
}

/** Doubts keep no month open: they are accrued. Floor and ceiling are told beside what is expected. */
function doubtsHaveFigures(doubts: readonly OpenDoubt[]): Condition {
  const unknown = doubts.filter(({ expected, ceiling }) => expected === null && ceiling === null).length;
  const figures = [...Map.groupBy(doubts, ({ currency }) => currency)].flatMap(([currency, of]) =>
    (['floor', 'expected', 'ceiling'] as const).map((name): ClosingFigure => ({
      name,
      value: sumOf(of.map((doubt) => doubt[name])),
      currency,
    })),
  );
  return condition({
    key: 'doubts',
    sentence: 'What nobody knows the cost of has an expected one, at which it is accrued.',
    next: 'Open the doubts without a figure: a statement, or a price for what they used, says what they cost.',
    holds: unknown === 0,
    figures: [counted('doubts', doubts.length), counted('without a figure', unknown), ...figures],
  });
}

function sumOf(amounts: readonly (string | null)[]): string {
  return formatDecimal(amounts.reduce((sum, amount) => sum + picoOf(amount ?? '0'), 0n));
}

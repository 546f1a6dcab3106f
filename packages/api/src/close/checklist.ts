import { createHash } from 'node:crypto';
import { formatDecimal } from '@halfpenny/core';
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
import { proveSince, readStanding, type ProofStanding } from './kept-proof.ts';
import { ledgerConditions, nothingUnderWay } from './ledger-conditions.ts';
import { measureDoubts } from './measured-doubts.ts';
import { readOpenDoubts, type OpenDoubt } from './open-doubts.ts';
import { countedMost } from './posting-pages.ts';
import { nothingProved } from './prove-postings.ts';
import { rollForwardOf, type RollForwardRow } from './roll-forward.ts';
import { statementConditions } from './statement-conditions.ts';
import { trialBalanceOf, type TrialBalanceRow } from './trial-balance.ts';

/** Everything that is looked at before a month is closed. */
export interface Checklist {
  readonly state: PeriodState;
  readonly standing: ProofStanding;
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

/** What is proved of the entries of a month, and of what is derived of them: as they are now, where few were posted since a proof of it was kept. */
export interface Proved {
  readonly standing: ProofStanding;
  /** How many transactions are dated in the month, as far as they are proved. */
  readonly transactions: number;
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
  readonly conditions: readonly Condition[];
}

/** Proves what was posted since the proof that was kept. To be read in one snapshot, for the ledger goes on meanwhile. */
export async function proveLedger(tx: Transaction, closing: Closing): Promise<Proved> {
  const standing = await readStanding(tx, closing);
  const proof = await proveSince(tx, closing, standing);
  const sums = proof?.sums ?? [];
  const [balance, rollForward] = [trialBalanceOf(sums), await rollForwardOf(tx, closing, sums)];
  const known = proof ?? nothingProved;
  const conditions = [...ledgerConditions(known, { balance, rollForward }), ...(await derivedConditions(tx, closing, known))];
  return {
    standing,
    transactions: known.transactions,
    balance,
    rollForward,
    conditions: standing.isFew ? conditions : conditions.map(stale(standing)),
  };
}

/** A proof of another ledger than there is now proves nothing, whatever it came to. */
function stale({ kept, postedSince }: ProofStanding): (of: Condition) => Condition {
  const many = `${postedSince.toLocaleString('en')}${postedSince === countedMost ? ' or more' : ''} transactions`;
  const next =
    kept === null
      ? `Have the month proved: it has ${many}, too many to be proved by looking.`
      : `Have the month proved again: ${many} were posted since.`;
  return (of) => ({ ...of, holds: false, proofs: kept === null ? [] : of.proofs, figures: kept === null ? [] : of.figures, next });
}

/** What a month is at: each condition with its figures, whether all of them hold, and what nobody knows yet. What was proved of its entries can be handed in. */
export async function readChecklist(tx: Transaction, closing: Closing, at: Date, before?: Proved): Promise<Checklist> {
  const { standing, balance, rollForward, conditions: ofLedger } = before ?? (await proveLedger(tx, closing));
  const { state } = await readPeriod(tx, closing, closing.month);
  const doubts = await readOpenDoubts(tx, closing);
  const measured = await measureDoubts(tx, closing);
  const conditions = [
    softClosed(state, isOver(closing.month, at)),
    ...(await statementConditions(tx, closing, at)),
    await nothingUnderWay(tx, closing),
    doubtsHaveFigures(doubts),
    ...(await balanceConditions(tx, closing, rollForward)),
    ...ofLedger,
  ];
  const isReady = conditions.every(({ holds }) => holds);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([conditions, balance, rollForward, doubts, [...measured]]))
    .digest('hex');
  return { state, standing, conditions, isReady, balance, rollForward, doubts, measured, fingerprint };
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

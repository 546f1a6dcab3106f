import { monthText } from '../period/month.ts';
import { accrualsOf } from './accrual-basis.ts';
import type { CloseDoubtType } from './accrual.type.ts';
import type { Checklist } from './checklist.ts';
import { CloseChecklistType, type CutOffChargeType, type CutOffType } from './checklist.type.ts';
import type { Closing } from './closing.ts';
import type { CutOff, CutOffRow } from './cut-off.ts';
import { PeriodCloseType } from './period-close.type.ts';
import type { OpenDoubt } from './open-doubts.ts';
import type { Preparation } from './prepare-close.ts';
import type { CloseRow } from './read-closes.ts';
import { moneys, showBalances } from './show-balances.ts';
import { showProof } from './show-proof.ts';

/** A checklist as GraphQL shows it, to somebody. */
export function showChecklist(
  closing: Closing,
  checklist: Checklist,
  { preparation, viewer }: { readonly preparation: Preparation | undefined; readonly viewer: string },
): CloseChecklistType {
  const { book, month } = closing;
  const { state, isReady, conditions, fingerprint } = checklist;
  const prepared =
    preparation === undefined
      ? null
      : {
          by: preparation.byName,
          at: new Date(preparation.at).toISOString(),
          isCurrent: preparation.fingerprint === fingerprint,
          isMine: preparation.by === viewer,
          accrual: preparation.accrual,
        };
  const about = { book, month: monthText(month), state, isReady, conditions, fingerprint };
  const { trialBalance, rollForward } = showBalances(checklist);
  return Object.assign(new CloseChecklistType(), {
    ...about,
    ...showDoubts(checklist),
    trialBalance,
    rollForward,
    preparation: prepared,
    proof: showProof(closing, checklist.standing),
  });
}

/** Doubts as GraphQL shows them, with what they come to on each basis. */
export function showDoubts({ doubts, measured }: Pick<Checklist, 'doubts' | 'measured'>) {
  const accruals = accrualsOf(doubts, measured).map(({ currency, amount, ceiling, ...accrual }) => {
    return { ...accrual, ...moneys(currency, { floor: '0', ceiling }), amount: moneyOf(amount, currency) };
  });
  return { doubts: doubts.map(shownDoubt), accruals };
}

/** The cut-off list as GraphQL shows it. */
export function showCutOff({ before, after, held }: CutOff): CutOffType {
  return { before: before.map(shownCharge), after: after.map(shownCharge), held: held.map(shownCharge) };
}

/** A close as GraphQL shows it. */
export function showClose(book: Closing['book'], close: CloseRow): PeriodCloseType {
  const { number, preparedBy, reviewedBy, transactions, entriesHash, previousHash, hash } = close;
  const month = monthText(close.month);
  const pack = close.files.map(({ name, sha256, bytes }) => ({
    name,
    sha256,
    bytes: bytes.toString(),
    path: `/audit-packs/${book}/${month}/${name}`,
  }));
  const lines = close.batch.map(({ code, account, currency, debit, credit }) => ({
    code,
    account,
    ...moneys(currency, { debit, credit }),
  }));
  const sentAt = close.sentAt === null ? null : new Date(close.sentAt).toISOString();
  const about = { book, month, number, preparedBy, reviewedBy, closedAt: new Date(close.closedAt).toISOString(), transactions };
  const numbers = journalNumbers(close);
  const path = pack.find(({ name }) => name === 'journal-batch.csv')?.path ?? null;
  const batch = { number, lines, path, sentBy: close.sentBy, sentAt };
  return Object.assign(new PeriodCloseType(), { ...about, ...numbers, entriesHash, previousHash, hash, pack, batch });
}

function journalNumbers({ transactions, lastJournalNumber: last }: CloseRow) {
  if (transactions === 0) return { firstJournalNumber: null, lastJournalNumber: null };
  return { firstJournalNumber: (BigInt(last) - BigInt(transactions) + 1n).toString(), lastJournalNumber: last };
}

function shownDoubt({ askedAt, currency, floor, expected, ceiling, ...doubt }: OpenDoubt): CloseDoubtType {
  const figures = { floor: moneyOf(floor, currency), expected: moneyOf(expected, currency), ceiling: moneyOf(ceiling, currency) };
  return { ...doubt, askedAt: new Date(askedAt).toISOString(), ...figures };
}

function shownCharge({ amount, currency, servedAt, ...row }: CutOffRow): CutOffChargeType {
  return { ...row, servedAt: new Date(servedAt).toISOString(), amount: moneyOf(amount, currency) };
}

function moneyOf(amount: string | null, currency: string) {
  return amount === null ? null : { amount, currency };
}

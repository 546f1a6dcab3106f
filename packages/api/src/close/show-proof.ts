import { monthText } from '../period/month.ts';
import type { Closing } from './closing.ts';
import type { ProofStanding } from './kept-proof.ts';
import { MonthProofType } from './month-proof.type.ts';

/** How a month stands with its proof, as GraphQL shows it. */
export function showProof({ book, month }: Closing, { kept, underWay, postedSince, isFew }: ProofStanding): MonthProofType {
  const moving = underWay === null ? null : { ...underWay, askedAt: instantOf(underWay.askedAt), movedAt: instantOf(underWay.movedAt) };
  const about = { book, month: monthText(month), isCurrent: isFew, postedSince, underWay: moving };
  const proof =
    kept === null
      ? { knownAt: null, provedAt: null, by: null, transactions: null }
      : { knownAt: instantOf(kept.knownAt), provedAt: instantOf(kept.provedAt), by: kept.by, transactions: kept.found.transactions };
  return Object.assign(new MonthProofType(), { ...about, ...proof });
}

function instantOf(stored: string): string {
  return new Date(stored).toISOString();
}

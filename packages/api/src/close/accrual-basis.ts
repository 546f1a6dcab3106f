import { divideHalfEven, formatDecimal, refused, accepted, type Outcome } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { OpenDoubt } from './open-doubts.ts';

/** What doubts are accrued at: what was expected, the most they can have cost, or what was expected times the share of earlier doubts that were billed. */
export type AccrualBasis = 'expected' | 'ceiling' | 'measured';

/** How many doubts of a provider account ended with a statement, and how many of them it billed. */
interface MeasuredDoubts {
  readonly cases: number;
  readonly billed: number;
}

/** By provider account. */
export type Measured = ReadonlyMap<string, MeasuredDoubts>;

/** From how many cases on a share is measured, and not guessed. */
const casesLeast = 30;

/** What each doubt is accrued at, in picounits. Example: 0.02 expected, of 40 earlier doubts 30 billed: 0.015. */
export type Accrued = (doubt: OpenDoubt) => bigint;

/** How doubts are accrued on a basis. Measured is refused, with the count, where a provider account of one of the doubts has too few cases. */
export function accruedOn(basis: AccrualBasis, doubts: readonly OpenDoubt[], measured: Measured): Outcome<Accrued> {
  if (basis !== 'measured') return accepted((doubt) => picoOf(figureOf(doubt, basis)));
  const scarce = doubts.find(({ providerAccountId }) => casesOf(measured, providerAccountId).cases < casesLeast);
  if (scarce !== undefined) {
    const { cases } = casesOf(measured, scarce.providerAccountId);
    const message = `A share is measured from ${casesLeast} doubts that ended with a statement; at provider account ${scarce.providerAccountId} only ${cases} did.`;
    return refused({ code: 'too-few-cases', message, path: ['accrual'], details: { cases, casesLeast } });
  }
  return accepted((doubt) => {
    const { cases, billed } = casesOf(measured, doubt.providerAccountId);
    return divideHalfEven(picoOf(figureOf(doubt, 'expected')) * BigInt(billed), BigInt(cases)).quotient;
  });
}

/** What a basis comes to in a currency. Decimal text; null: it cannot be taken, and why. */
export interface Accrual {
  readonly basis: AccrualBasis;
  readonly currency: string;
  readonly amount: string | null;
  readonly ceiling: string;
  readonly unavailable: string | null;
}

/** Every basis with what it comes to, by currency, the ceiling beside it. */
export function accrualsOf(doubts: readonly OpenDoubt[], measured: Measured): readonly Accrual[] {
  return [...Map.groupBy(doubts, ({ currency }) => currency)].flatMap(([currency, of]) =>
    (['expected', 'ceiling', 'measured'] as const).map((basis): Accrual => {
      const accrued = accruedOn(basis, of, measured);
      const about = { basis, currency, ceiling: sum(of, (doubt) => picoOf(figureOf(doubt, 'ceiling'))) };
      return accrued.ok
        ? { ...about, amount: sum(of, accrued.value), unavailable: null }
        : { ...about, amount: null, unavailable: accrued.refusal.message };
    }),
  );
}

function sum(of: readonly OpenDoubt[], each: Accrued): string {
  return formatDecimal(of.reduce((total, doubt) => total + each(doubt), 0n));
}

/** The figure of a doubt, or the other one where that is not known. */
function figureOf({ expected, ceiling }: OpenDoubt, by: 'expected' | 'ceiling'): string {
  return (by === 'expected' ? (expected ?? ceiling) : (ceiling ?? expected)) ?? '0';
}

function casesOf(measured: Measured, providerAccountId: string): MeasuredDoubts {
  return measured.get(providerAccountId) ?? { cases: 0, billed: 0 };
}

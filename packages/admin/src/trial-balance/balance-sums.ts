import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../figures/pico-of.ts';
import type { RollForwardFieldsFragment, TrialBalanceFieldsFragment } from '../generated/graphql.ts';

/** The accounts of one currency, and what each column of them comes to. Decimal text. */
export interface CurrencyBalance {
  readonly currency: string;
  readonly lines: readonly TrialBalanceFieldsFragment[];
  readonly totals: Readonly<Record<BalanceColumn, string>>;
  /** Whether what is debited is what is credited, and opening and closing sum to zero. */
  readonly holds: boolean;
}

/** A column of a trial balance. */
export type BalanceColumn = (typeof balanceColumns)[number];

/** The columns in their order. */
export const balanceColumns = ['opening', 'debit', 'credit', 'closing'] as const;

/** A trial balance currency by currency, each with its sums: opening and closing are zero, debit and credit cancel out. */
export function byCurrency(lines: readonly TrialBalanceFieldsFragment[]): readonly CurrencyBalance[] {
  return [...Map.groupBy(lines, ({ closing }) => closing.currency)].toSorted(byName).map(([currency, of]) => {
    const pico = (column: BalanceColumn) => of.reduce((sum, line) => sum + picoOf(line[column].amount), 0n);
    const totals = {
      opening: formatDecimal(pico('opening')),
      debit: formatDecimal(pico('debit')),
      credit: formatDecimal(pico('credit')),
      closing: formatDecimal(pico('closing')),
    };
    const holds = pico('opening') === 0n && pico('closing') === 0n && pico('debit') + pico('credit') === 0n;
    return { currency, lines: of, totals, holds };
  });
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** What opening, recorded, corrected and stated come to beside the closing: "0" where it rolls forward. */
export function rollGap({ opening, recorded, corrected, stated, closing }: RollForwardFieldsFragment): string {
  const rolled = [opening, recorded, corrected, stated].reduce((sum, { amount }) => sum + picoOf(amount), 0n);
  return formatDecimal(picoOf(closing.amount) - rolled);
}

import { parseMoney } from '@halfpenny/core';
import type { BudgetFieldsFragment } from '../generated/graphql.ts';

/** How much of a budget is spent and held, in thousandths of the wider of its limit and what is taken: the widths of a bar. */
export interface BudgetShares {
  readonly spent: number;
  readonly held: number;
  /** Where the limit stands on the bar: 1,000 unless it is overrun. */
  readonly limit: number;
}

/** The shares of a budget, from exact amounts: a limit of 25 with 10 spent and 5 held is 400, 200 and 1,000. */
export function budgetShares({ limit, held, spent }: Pick<BudgetFieldsFragment, 'limit' | 'held' | 'spent'>): BudgetShares {
  const [most, reserved, gone] = [limit, held, spent].map(pico) as [bigint, bigint, bigint];
  const taken = reserved + gone;
  const whole = taken > most ? taken : most;
  if (whole === 0n) return { spent: 0, held: 0, limit: 1000 };
  return { spent: thousandths(gone, whole), held: thousandths(reserved, whole), limit: thousandths(most, whole) };
}

/** Of what is anything a thousandth is shown, so that it is seen. */
function thousandths(part: bigint, whole: bigint): number {
  const share = Number((part * 1000n) / whole);
  return part > 0n && share === 0 ? 1 : share;
}

function pico({ amount, currency }: { readonly amount: string; readonly currency: string }): bigint {
  const money = parseMoney(amount, currency);
  return money.ok ? money.value.pico : 0n;
}

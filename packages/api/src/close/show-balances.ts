import type { MonthBalancesType } from './month-balances.type.ts';
import type { RollForwardRow } from './roll-forward.ts';
import type { TrialBalanceRow } from './trial-balance.ts';

/** What is read of the accounts of a month. */
export interface Balances {
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
}

/** Trial balance and roll-forward as GraphQL shows them. */
export function showBalances({ balance, rollForward }: Balances): MonthBalancesType {
  return {
    trialBalance: balance.map(({ code, account, currency, opening, debit, credit, closing }) => {
      return { code, account, ...moneys(currency, { opening, debit, credit, closing }) };
    }),
    rollForward: rollForward.map(({ providerAccountId, provider, currency, opening, recorded, corrected, stated, closing }) => {
      return { providerAccountId, provider, ...moneys(currency, { opening, recorded, corrected, stated, closing }) };
    }),
  };
}

/** Each of some amounts with the currency they share. */
export function moneys<Name extends string>(currency: string, amounts: Readonly<Record<Name, string>>) {
  const shown = Object.entries<string>(amounts).map(([name, amount]) => [name, { amount, currency }]);
  return Object.fromEntries(shown) as Record<Name, { amount: string; currency: string }>;
}

import { formatMoney, variancePartNames } from '@halfpenny/core';
import type { FoundMidnight, Money, Reconciliation, VariancePart } from '@halfpenny/core';

/** What a run came to, as it is stored: amounts are decimal text. */
export interface StoredResult {
  readonly currencies: readonly StoredVariance[];
  readonly matches: readonly {
    readonly tier: string;
    readonly currency: string;
    readonly lines: number;
    readonly charges: number;
    readonly stated: string;
  }[];
  readonly doubts: readonly StoredDoubt[];
  readonly midnights: readonly FoundMidnight[];
  readonly unmapped: readonly string[];
  readonly coveredCharges: number;
}

/** One currency of it. */
export interface StoredVariance {
  readonly currency: string;
  readonly stated: string;
  readonly recorded: string;
  readonly variance: string;
  readonly covered: string;
  readonly residue: string;
  readonly tolerated: string;
  readonly lines: number;
  /** In the order in which they are taken; they sum to the variance. */
  readonly parts: readonly { readonly part: VariancePart; readonly amount: string }[];
}

/** How a doubt, or an estimate, ended. */
export interface StoredDoubt {
  readonly charge: string;
  readonly billed: boolean;
  readonly by: string;
  readonly byCount: boolean;
  readonly currency: string;
  readonly amount: string;
  /** Units by meter, as text. */
  readonly quantities: Readonly<Record<string, string>>;
}

/** A reconciliation without its items, which have rows of their own. */
export function storedResult({ currencies, matches, doubts, midnights, unmapped, coveredCharges }: Reconciliation): StoredResult {
  return {
    currencies: currencies.map(({ currency, stated, recorded, variance, covered, controls, parts }) => ({
      currency,
      ...textOf({ stated, recorded, variance, covered }),
      residue: controls.residue,
      tolerated: formatMoney(controls.tolerated),
      lines: controls.lines,
      parts: variancePartNames.map((part) => ({ part, amount: formatMoney(parts[part]) })),
    })),
    matches: matches.map(({ stated, ...match }) => ({ ...match, stated: formatMoney(stated) })),
    doubts: doubts.map(({ amount, quantities, ...doubt }) => ({
      ...doubt,
      currency: amount.currency,
      amount: formatMoney(amount),
      quantities: Object.fromEntries(Object.entries(quantities).map(([meter, quantity]) => [meter, quantity.toString()])),
    })),
    midnights,
    unmapped,
    coveredCharges: coveredCharges.length,
  };
}

function textOf<Name extends string>(amounts: Readonly<Record<Name, Money>>): Readonly<Record<Name, string>> {
  const texts = Object.entries<Money>(amounts).map(([name, amount]) => [name, formatMoney(amount)]);
  return Object.fromEntries(texts) as Record<Name, string>;
}

import type { Money } from '../money/money.ts';

/** The parts of a variance in the order in which they are taken. */
export const variancePartNames = [
  'not-usage',
  'outside-scope',
  'duplicate',
  'timing',
  'unknown-outcome',
  'unrecorded',
  'unstated',
  'volume',
  'mix',
  'rate',
  'rounding',
  'unexplained',
] as const;

/** A cause by which a statement differs from the ledger. */
export type VariancePart = (typeof variancePartNames)[number];

/** A field in which the two sides differ, with both values as text; null where a side has none. */
export interface Difference {
  readonly field: string;
  /** As the ledger has it. */
  readonly expected: string | null;
  /** As the provider states it. */
  readonly actual: string | null;
}

/** What an item may also be: another cause that gives the same figures. */
export interface Alternative {
  readonly cause: string;
  /** A sentence with the figures. */
  readonly why: string;
}

/** One difference with one cause. The amounts of the items of a part sum to it; an item of zero says what differs without moving money. */
export interface ReconciliationItem {
  /** Stable: the same difference has the same id in every run over the same inputs. */
  readonly id: string;
  readonly currency: string;
  readonly part: VariancePart;
  /** The cause within its part: `missing-charge`, `wrong-size`, `price-change` and so on. */
  readonly cause: ItemCause;
  /** Tolerated: of a known habit, so nobody needs to look at it. Its amount stays what it is. */
  readonly class: 'open' | 'tolerated';
  readonly amount: Money;
  /** The first names what differs; the rest follows from it or goes with it. Never empty. */
  readonly differences: readonly Difference[];
  readonly alternatives: readonly Alternative[];
  /** Raw sides: ids of statement lines and of charges. */
  readonly lines: readonly string[];
  readonly charges: readonly string[];
}

/** Why two sides differ, as finely as the statement lets one say it. */
export type ItemCause =
  | 'tax'
  | 'credit'
  | 'fee'
  | 'adjustment'
  | 'outside'
  | 'repeated-line'
  | 'repeated-charge'
  | 'repeated-id'
  | 'stated-elsewhere'
  | 'of-another-period'
  | 'not-final'
  | 'day-shift'
  | 'doubt-billed'
  | 'doubt-not-billed'
  | 'estimate-billed'
  | 'unrecorded-usage'
  | 'missing-charge'
  | 'other-currency'
  | 'other-model'
  | 'wrong-size'
  | 'wrong-quality'
  | 'quantity'
  | 'mix'
  | 'price'
  | 'price-change'
  | 'undeclared-rounding'
  | 'float-noise'
  | 'declared-rounding'
  | 'invoice-cents'
  | 'invoice-difference'
  | 'unmapped'
  | 'no-fit';

/** How a doubt, or an estimate, ended by the statement. */
export interface DoubtFinding {
  readonly charge: string;
  readonly billed: boolean;
  /** By which tier it was found. */
  readonly by: 'identity' | 'witness' | 'cell' | 'day-final';
  /** Attributed units by meter; empty where it was not billed. */
  readonly quantities: Readonly<Record<string, bigint>>;
  readonly amount: Money;
  /** Whether others of its kind could have been it: they are told apart by the order of their start alone. */
  readonly byCount: boolean;
}

/** What was found equal, by tier: how many lines and charges, and their stated amount. */
export interface Match {
  readonly tier: 'identity' | 'cell' | 'coarser';
  readonly currency: string;
  readonly lines: number;
  readonly charges: number;
  readonly stated: Money;
}

/** The provider's midnight of a UTC day, where it is not midnight. */
export interface FoundMidnight {
  /** RFC 3339. */
  readonly midnight: string;
  readonly found: string;
}

/** T, L and what lies between them, in one currency. */
export interface CurrencyVariance {
  readonly currency: string;
  readonly stated: Money;
  readonly recorded: Money;
  /** T − L. */
  readonly variance: Money;
  /** They sum to the variance. */
  readonly parts: Readonly<Record<VariancePart, Money>>;
  /** Σ carried amounts of the settled charges that the statement covers: what acceptance takes out of provider_accrued. */
  readonly covered: Money;
  /** Sums to look at beside the lines. */
  readonly controls: { readonly lines: number; readonly residue: string; readonly tolerated: Money };
}

/** The whole answer. */
export interface Reconciliation {
  readonly currencies: readonly CurrencyVariance[];
  readonly items: readonly ReconciliationItem[];
  readonly matches: readonly Match[];
  readonly doubts: readonly DoubtFinding[];
  readonly midnights: readonly FoundMidnight[];
  /** Charges that the statement covers, whatever it states for them: their standing becomes STATED. */
  readonly coveredCharges: readonly string[];
  /** Texts of line items that nobody has mapped. */
  readonly unmapped: readonly string[];
}

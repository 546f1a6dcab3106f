import { invariant } from '../refusal/invariant.ts';
import { agreedCalls } from './agreed-calls.ts';
import { invoiceItems } from './invoice-items.ts';
import { layOut } from './lay-out.ts';
import { partCurrency } from './part-currency.ts';
import { compareTexts, type RecordedCharge, type StatedLine } from './read-inputs.ts';
import {
  variancePartNames,
  type CurrencyVariance,
  type DoubtFinding,
  type Match,
  type ReconciliationItem,
  type VariancePart,
} from './reconciliation.ts';
import type { Remainder } from './remainder.ts';
import { reopenTolerated, toleratedSum } from './reopen-tolerated.ts';
import { addDecimals } from './add-decimals.ts';
import { countMatches } from './count-matches.ts';
import { carriedAmount, isCarried, type Scope } from './scope.ts';
import { scopeItems } from './scope-items.ts';
import { settleDoubts } from './settle-doubts.ts';
import { duplicateItems } from './take-duplicates.ts';
import { takeTiming, type Moved } from './take-timing.ts';

/** One currency, reconciled. */
export interface ReconciledCurrency {
  readonly variance: CurrencyVariance;
  readonly items: readonly ReconciliationItem[];
  readonly doubts: readonly DoubtFinding[];
  readonly matches: readonly Match[];
  readonly covered: readonly string[];
}

/** Takes the steps in their order; each explains what it can and hands on the remainder, so that the parts sum to T − L. */
export function reconcileCurrency(scope: Scope, surplus: readonly StatedLine[]): ReconciledCurrency {
  const invoiced = invoiceItems(scope, statedOf(scope, surplus));
  const told = [...scopeItems(scope), ...duplicateItems(scope, surplus), ...invoiced];
  const agreed = agreedCalls(scope);
  const remainder = layOut(scope, agreed);
  const matches = countMatches(scope, remainder, agreed);
  const timing = takeTiming(scope, remainder);
  const outcomes = settleDoubts(scope, remainder);
  const doubts = outcomes.doubts ?? [];
  const laid = [...chargesOf(scope, agreed), ...chargesIn(remainder)];
  const parted = partCurrency(scope, remainder, doubts);
  const found = [...told, ...timing.items, ...outcomes.items, ...parted.items];
  const items = reopenTolerated(
    scope.currency,
    scope.read.inputs.policy,
    found.toSorted((a, b) => compareTexts(a.id, b.id)),
  );
  const shown = laid.filter((charge) => !parted.unstated.has(charge)).map((recorded) => ({ recorded, amount: carriedAmount(recorded) }));
  const covered = [...shown, ...timing.statedHere];
  const variance = varianceOf(scope, { items, covered, surplus, invoiced });
  return { variance, items, doubts, matches, covered: covered.map(({ recorded }) => recorded.charge.id).toSorted(compareTexts) };
}

interface Explained {
  readonly items: readonly ReconciliationItem[];
  readonly covered: readonly Moved[];
  readonly surplus: readonly StatedLine[];
  readonly invoiced: readonly ReconciliationItem[];
}

/** All lines of the period in its currency, surplus copies with them. */
function statedOf(scope: Scope, surplus: readonly StatedLine[]): readonly StatedLine[] {
  const copies = surplus.filter(({ line }) => line.amount.currency === scope.currency);
  return [...scope.lines, ...copies].filter(({ inPeriod }) => inPeriod);
}

function varianceOf(scope: Scope, { items, covered, surplus, invoiced }: Explained): CurrencyVariance {
  const { currency, charges } = scope;
  const lines = statedOf(scope, surplus);
  const repeated = [...scope.identified.repeatedCharges].filter(({ charge }) => charge.currency === currency);
  const stated = [...lines.map(({ line }) => line), ...invoiced].reduce((sum, { amount }) => sum + amount.pico, 0n);
  const carried = [...charges, ...repeated].filter((one) => one.inPeriod && isCarried(one));
  const recorded = carried.reduce((sum, one) => sum + carriedAmount(one), 0n);
  const parts = partsOf(currency, items);
  const explained = variancePartNames.reduce((sum, part) => sum + parts[part].pico, 0n);
  invariant(explained === stated - recorded, 'The parts sum to what is stated minus what is recorded.');
  const settled = covered.filter(({ recorded: one }) => one.charge.state === 'settled');
  const money = (pico: bigint) => ({ currency, pico });
  return {
    currency,
    stated: money(stated),
    recorded: money(recorded),
    variance: money(stated - recorded),
    parts,
    covered: money(settled.reduce((sum, { amount }) => sum + amount, 0n)),
    controls: { lines: lines.length, residue: addDecimals(lines.map(({ line }) => line.residue)), tolerated: money(toleratedSum(items)) },
  };
}

function partsOf(currency: string, items: readonly ReconciliationItem[]): CurrencyVariance['parts'] {
  const sums = new Map<VariancePart, bigint>();
  for (const { part, amount } of items) sums.set(part, (sums.get(part) ?? 0n) + amount.pico);
  const parts = variancePartNames.map((part) => [part, { currency, pico: sums.get(part) ?? 0n }]);
  return Object.fromEntries(parts) as CurrencyVariance['parts'];
}

function chargesOf({ identified }: Scope, calls: ReadonlySet<string>): readonly RecordedCharge[] {
  return [...calls].flatMap((id) => identified.calls.get(id)?.charge ?? []);
}

function chargesIn(remainder: Remainder): readonly RecordedCharge[] {
  const charges = new Set<RecordedCharge>();
  for (const cell of remainder.values()) for (const charge of cell.charges) charges.add(charge);
  return [...charges];
}

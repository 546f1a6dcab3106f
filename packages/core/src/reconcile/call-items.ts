import { callDifferences, causeOf, dayDifference, windowOf } from './call-differences.ts';
import type { Call } from './identify-calls.ts';
import { makeItem } from './make-item.ts';
import type { PartedGroup } from './part-group.ts';
import { rateCause } from './rate-cause.ts';
import type { Difference, ItemCause, ReconciliationItem, VariancePart } from './reconciliation.ts';
import type { Scope } from './scope.ts';

type MoneyPart = 'unrecorded' | 'unstated' | 'volume' | 'mix' | 'rate' | 'unexplained';
const moneyParts: readonly MoneyPart[] = ['unrecorded', 'unstated', 'volume', 'mix', 'rate', 'unexplained'];

/**
 * The items of one call that is named by its id: one for each part that is not zero, each naming the fields that differ. Rounding is told of all calls together. A call
 * whose fields differ without moving money has an item of zero.
 */
export function callItems(scope: Scope, call: Call, parted: readonly PartedGroup[]): readonly ReconciliationItem[] {
  const differences = callDifferences(call);
  const items = moneyParts.flatMap((part) => {
    const amount = amountOf(part, parted);
    if (amount === 0n) return [];
    const found = foundIn(scope, call, { part, parted, differences });
    return [item(scope, call, { part, amount, ...found })];
  });
  return [...items, ...zeroItems(scope, call, { differences, isTold: items.length > 0 || hasRounding(parted) })];
}

function amountOf(part: MoneyPart, parted: readonly PartedGroup[]): bigint {
  return parted.reduce((sum, group) => {
    if (part === 'rate') return group.cells.reduce((rates, { rate }) => rates + rate, sum);
    if (part === 'unexplained') return group.misfits.reduce((rest, misfit) => rest + misfit.statedAmount - misfit.recordedAmount, sum);
    return sum + group[part];
  }, 0n);
}

interface ToTell {
  readonly part: MoneyPart;
  readonly parted: readonly PartedGroup[];
  readonly differences: readonly Difference[];
}

interface Told {
  readonly cause: ItemCause;
  readonly differences: readonly Difference[];
  readonly alternatives?: ReconciliationItem['alternatives'];
}

function foundIn(scope: Scope, call: Call, { part, parted, differences }: ToTell): Told {
  if (part === 'unexplained') return unfitting(differences);
  if (part === 'unrecorded' || part === 'unstated') return { cause: oneSided(scope, call, { part, differences }), differences };
  const cause = causeOf(differences);
  const isOfPrice = cause === 'price' || cause === 'quantity';
  if (part !== 'rate' || (!isOfPrice && !hasUnits(parted))) return { cause, differences };
  const rated = parted.flatMap(({ cells }) => cells).find(({ rate }) => rate !== 0n);
  if (rated === undefined) return { cause, differences };
  const rate = rateCause(scope, rated);
  if (rate.cause === 'price' && !isOfPrice) return { cause, differences };
  const told = new Set(rate.differences.map(({ field }) => field));
  return { ...rate, differences: [...rate.differences, ...differences.filter(({ field }) => !told.has(field))] };
}

/** Whether units differ: what they tell of a size, a price that is known need not tell again. */
function hasUnits(parted: readonly PartedGroup[]): boolean {
  return parted.some(({ volume, mix }) => volume !== 0n || mix !== 0n);
}

/** What fits nothing is of another size or quality where the statement says so. */
function unfitting(differences: readonly Difference[]): Told {
  const cause = causeOf(differences);
  const isNamed = cause === 'wrong-size' || cause === 'wrong-quality';
  return { cause: isNamed ? cause : 'no-fit', differences: differences.length > 0 ? differences : noQuantity };
}

const noQuantity: readonly Difference[] = [{ field: 'quantity', expected: 'a quantity, or money that whole units come to', actual: null }];

/** Only one side has it: the call is missing there, or it is there in another currency, of another model, or without this meter. */
function oneSided({ currency }: Scope, call: Call, { part, differences }: Pick<ToTell, 'part' | 'differences'>): ItemCause {
  const { charge, lines } = call;
  if (charge === undefined) return 'unrecorded-usage';
  if (lines.length === 0) return 'missing-charge';
  const here = lines.some(({ line }) => line.amount.currency === currency);
  if (charge.charge.currency !== currency || !here) return 'other-currency';
  const [first] = differences;
  if (first?.field === 'model') return 'other-model';
  return part === 'unrecorded' && !['settled', 'estimated'].includes(charge.charge.state) ? 'doubt-billed' : 'quantity';
}

/** What differs without moving money: said all the same, with an amount of zero. */
function zeroItems(
  scope: Scope,
  call: Call,
  { differences, isTold }: { readonly differences: readonly Difference[]; readonly isTold: boolean },
): readonly ReconciliationItem[] {
  const { charge, lines } = call;
  const [first] = lines;
  if (charge === undefined || first === undefined || first.line.amount.currency !== scope.currency) return [];
  const shift =
    charge.inPeriod && first.inPeriod ? dayDifference(charge, first, windowOf(scope.read.inputs.policy.midnightWindowMinutes)) : undefined;
  const moved = shift === undefined ? [] : [item(scope, call, { part: 'timing', amount: 0n, cause: 'day-shift', differences: [shift] })];
  const isCarried = charge.charge.state === 'settled';
  if (isTold || !isCarried || differences.length === 0) return moved;
  return [...moved, item(scope, call, { part: 'volume', amount: 0n, cause: causeOf(differences), differences })];
}

function hasRounding(parted: readonly PartedGroup[]): boolean {
  return parted.some(({ cells }) => cells.some(({ rounding }) => rounding !== 0n));
}

function item(
  scope: Scope,
  { id, charge, lines }: Call,
  told: Told & { readonly part: VariancePart; readonly amount: bigint },
): ReconciliationItem {
  return makeItem(scope.currency, { ...told, about: id, lines, charges: charge === undefined ? [] : [charge] });
}

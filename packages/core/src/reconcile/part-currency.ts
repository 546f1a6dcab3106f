import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant, type Instant } from '../time/instant.ts';
import { isWithin } from '../time/period.ts';
import type { Call } from './identify-calls.ts';
import { callItems } from './call-items.ts';
import { gatherGroups } from './gather-cells.ts';
import { groupItems } from './group-items.ts';
import { partGroup, type PartedGroup, type RequestCounts } from './part-group.ts';
import type { RecordedCharge } from './read-inputs.ts';
import type { DoubtFinding, ReconciliationItem } from './reconciliation.ts';
import type { Remainder } from './remainder.ts';
import { roundingItems } from './rounding-items.ts';
import { unstatedOf } from './unstated-items.ts';
import { isCarried, type Scope } from './scope.ts';

/** What the last step explains, and which charges the statement does not show. */
export interface PartedCurrency {
  readonly items: readonly ReconciliationItem[];
  readonly unstated: ReadonlySet<RecordedCharge>;
}

/**
 * The step that parts what is left, group by group, once the others have taken what they explain. Calls that are named by their id are parted one by one, so that a long
 * statement is never held a third time.
 */
export function partCurrency(scope: Scope, remainder: Remainder, doubts: readonly DoubtFinding[]): PartedCurrency {
  const cellsOf = Map.groupBy(remainder.values(), ({ call }) => call);
  const aggregated = gatherGroups(cellsOf.get('') ?? []).map((group) => partGroup(scope, group, requestCounts(scope, group.model, doubts)));
  cellsOf.delete('');
  const { charges, items: unstatedItems } = unstatedOf(scope, aggregated);
  const around = { scope, all: aggregated, resolved: new Set(doubts.map(({ charge }) => charge)) };
  const items = [...aggregated.flatMap((group) => groupItems(around, group)), ...unstatedItems];
  const rounded = aggregated.flatMap(({ cells }) => cells);
  const unstated = new Set(charges);
  for (const [id, cells] of cellsOf) {
    const call = scope.identified.calls.get(id) ?? nobody(id);
    const parted = gatherGroups(cells).map((group) => partGroup(scope, group, undefined));
    items.push(...callItems(scope, call, parted));
    rounded.push(...parted.flatMap((group) => group.cells.filter(({ rounding }) => rounding !== 0n)));
    for (const charge of notShown(call, parted)) unstated.add(charge);
  }
  return { items: [...items, ...roundingItems(scope, rounded)], unstated };
}

function nobody(id: string): Call {
  return { id, charge: undefined, lines: [] };
}

/** The charge of a call of which nothing is stated in its currency. */
function notShown({ charge }: Call, groups: readonly PartedGroup[]): readonly RecordedCharge[] {
  const isStated = groups.some(({ group }) => group.cells.some(({ statedLines }) => statedLines > 0));
  return charge === undefined || isStated ? [] : [charge];
}

/** Requests of a model as its witness counts them over the period, beside those that are recorded or found to be billed. Undefined without a witness. */
function requestCounts({ read, charges }: Scope, model: string, doubts: readonly DoubtFinding[]): RequestCounts | undefined {
  const isHere = (at: Instant): boolean => isWithin(read.period, at);
  const buckets = read.inputs.witness.filter((bucket) => bucket.model === model && isHere(mustHold(parseInstant(bucket.from))));
  if (buckets.length === 0) return undefined;
  const billed = new Set(doubts.filter((finding) => finding.billed).map(({ charge }) => charge));
  const isCounted = (one: RecordedCharge): boolean => isCarried(one) || billed.has(one.charge.id);
  const recorded = charges.filter((one) => one.charge.model === model && isCounted(one) && isHere(one.at));
  return { stated: buckets.reduce((sum, { requests }) => sum + requests, 0n), recorded: BigInt(recorded.length) };
}

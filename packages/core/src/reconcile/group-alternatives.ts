import type { CellGroup } from './gather-cells.ts';
import type { PartedGroup } from './part-group.ts';
import type { Cell } from './remainder.ts';
import type { Alternative } from './reconciliation.ts';
import type { Scope } from './scope.ts';

/** What a group is looked at in: the other groups, and the doubts of which something was found. */
export interface Around {
  readonly scope: Scope;
  readonly all: readonly PartedGroup[];
  readonly resolved: ReadonlySet<string>;
}

/** Output tokens that a partial image adds. */
const partialImageTokens = 100n;
const namedMost = 5;

/** What a difference of quantity may be besides more or less use: each that gives exactly these figures, so that what cancels is not taken for what is not there. */
export function groupAlternatives({ scope, all, resolved }: Around, parted: PartedGroup): readonly Alternative[] {
  const { group } = parted;
  const over = overOf(group);
  return [
    ...partialImages(group, over),
    ...chargesOfThatSize(group, over),
    ...doubtsOfThatSize({ scope, resolved }, group, over),
    ...opposites(group),
    ...otherModels(group, over, all),
    ...cancelledByPrice(parted),
    ...withoutWitness(scope, over),
  ];
}

/** Stated minus recorded units. */
export function overOf({ cells }: CellGroup): bigint {
  return cells.reduce((sum, { statedQuantity, recordedQuantity }) => sum + statedQuantity - recordedQuantity, 0n);
}

function partialImages({ kind }: CellGroup, over: bigint): readonly Alternative[] {
  if (kind !== 'image out' || over <= 0n || over % partialImageTokens !== 0n) return [];
  return [{ cause: 'quantity', why: `${over / partialImageTokens} partial images of ${partialImageTokens} tokens each use exactly that.` }];
}

function chargesOfThatSize({ cells }: CellGroup, over: bigint): readonly Alternative[] {
  if (over >= 0n) return [];
  const meters = new Set(cells.map(({ meter }) => meter));
  const charges = new Set(cells.flatMap((cell) => cell.cells.flatMap((one) => one.charges)));
  const equal = [...charges].filter(({ charge }) => unitsIn(charge.lines, meters) === -over).map(({ charge }) => charge.id);
  if (equal.length === 0) return [];
  return [{ cause: 'missing-charge', why: `A charge that is not stated would be exactly that: ${named(equal)}.` }];
}

function doubtsOfThatSize({ scope, resolved }: Omit<Around, 'all'>, { cells, model }: CellGroup, over: bigint): readonly Alternative[] {
  if (over <= 0n) return [];
  const meters = new Set(cells.map(({ meter }) => meter));
  const doubts = scope.charges.filter(({ charge }) => charge.model === model && charge.state !== 'settled' && !resolved.has(charge.id));
  const equal = doubts.filter(({ charge }) => unitsIn(charge.lines, meters) === over).map(({ charge }) => charge.id);
  return equal.length === 0 ? [] : [{ cause: 'doubt-billed', why: `A doubt that was billed would be exactly that: ${named(equal)}.` }];
}

/** More in some places and less in others, which cancels in the sum. */
function opposites({ cells }: CellGroup): readonly Alternative[] {
  const places = cells.flatMap((cell) => cell.cells);
  const [more, less] = [places.filter((cell) => overIn(cell) > 0n), places.filter((cell) => overIn(cell) < 0n)];
  if (more.length === 0 || less.length === 0) return [];
  const [over, under] = [more, less].map((some) => some.reduce((sum, cell) => sum + overIn(cell), 0n));
  const why = `${over} units more in ${more.length} places and ${under} in ${less.length}: what was stated on another day, project or key, or both missing and unrecorded calls, cancel here.`;
  return [{ cause: 'day-shift', why }];
}

function otherModels(group: CellGroup, over: bigint, all: readonly PartedGroup[]): readonly Alternative[] {
  if (over === 0n) return [];
  const mirrored = all.filter(({ group: other }) => other !== group && other.kind === group.kind && overOf(other) === -over);
  return mirrored.map(({ group: other }) => ({
    cause: 'other-model',
    why: `${other.model} has exactly the opposite: one may be stated as the other.`,
  }));
}

function cancelledByPrice({ group, cells }: PartedGroup): readonly Alternative[] {
  const equal = cells.some(({ cell, rate }) => rate !== 0n && cell.statedAmount === cell.recordedAmount);
  if (!equal) return [];
  return [
    { cause: 'price', why: `The amounts of ${group.model} are equal: units counted otherwise at a price to match cancel volume and rate.` },
  ];
}

function withoutWitness({ read }: Scope, over: bigint): readonly Alternative[] {
  if (over === 0n || read.inputs.witness.length > 0) return [];
  return over > 0n
    ? [{ cause: 'unrecorded-usage', why: 'Calls that are not recorded: no witness counted requests.' }]
    : [{ cause: 'missing-charge', why: 'Charges that are not stated: no witness counted requests.' }];
}

/** Units stated beyond those recorded; of a place that states money alone nobody can say. */
export function overIn({ statedQuantity, recordedQuantity, bareLines }: Cell): bigint {
  return bareLines > 0 ? 0n : statedQuantity - recordedQuantity;
}

function unitsIn(lines: readonly { readonly meter: string; readonly quantity: bigint }[], meters: ReadonlySet<string>): bigint {
  return lines.reduce((sum, { meter, quantity }) => (meters.has(meter) ? sum + quantity : sum), 0n);
}

function named(ids: readonly string[]): string {
  const shown = ids.slice(0, namedMost).join(', ');
  return ids.length > namedMost ? `${shown} and ${ids.length - namedMost} more` : shown;
}

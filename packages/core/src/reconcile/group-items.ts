import { formatDecimal } from '../money/decimal.ts';
import type { Misfit } from './fit-bare.ts';
import type { CellGroup, PeriodCell } from './gather-cells.ts';
import { groupAlternatives, overIn, overOf, type Around } from './group-alternatives.ts';
import { makeItem, type ItemInput } from './make-item.ts';
import type { PartedCell, PartedGroup } from './part-group.ts';
import { rateCause } from './rate-cause.ts';
import type { Cell } from './remainder.ts';
import type { Alternative, Difference, ReconciliationItem } from './reconciliation.ts';
import { dayText } from './cell-place.ts';

const placesMost = 20;

/** The items of an aggregated group: one for its volume and one for its mix, one for the rate of each meter, one for what is stated alone, one for each misfit. */
export function groupItems(around: Around, parted: PartedGroup): readonly ReconciliationItem[] {
  const { group, volume, mix, unrecorded } = parted;
  const { currency } = around.scope;
  const about = `${group.model} ${group.kind}`;
  const alternatives = groupAlternatives(around, parted);
  const quantities = group.cells.flatMap(quantityDifferences);
  const places = placesOf(group);
  const items: ItemInput[] = [];
  if (unrecorded !== 0n)
    items.push({
      part: 'unrecorded',
      cause: 'unrecorded-usage',
      about,
      amount: unrecorded,
      differences: statedOnly(group),
      ...sides(group),
    });
  const volumeItem = { about, differences: orNone([...quantities, ...places]), alternatives, ...sides(group, true) };
  if (volume !== 0n)
    items.push({ part: 'volume', cause: 'quantity', amount: volume, isTolerated: isOneAnImage(around, group), ...volumeItem });
  if (mix !== 0n) items.push({ part: 'mix', cause: 'mix', amount: mix, ...volumeItem });
  if (volume === 0n && mix === 0n && parted.cells.length > 0 && places.length > 0 && group.cells.every(hasQuantities)) {
    items.push({ part: 'volume', cause: 'day-shift', amount: 0n, ...volumeItem, differences: places });
  }
  for (const cell of parted.cells) if (cell.rate !== 0n) items.push(rateItem(around, cell, alternatives));
  for (const misfit of parted.misfits) items.push(misfitItem(misfit));
  return items.map((input) => makeItem(currency, input));
}

function rateItem({ scope }: Around, parted: PartedCell, others: readonly Alternative[]): ItemInput {
  const { cell, rate } = parted;
  const { cause, differences, alternatives } = rateCause(scope, parted);
  const cancelling = others.filter(({ cause: other }) => other === 'price');
  return {
    part: 'rate',
    cause,
    about: cellName(cell),
    amount: rate,
    differences,
    alternatives: [...alternatives, ...cancelling],
    lines: linesOf(cell),
  };
}

function misfitItem({ cell, cells, statedAmount, recordedAmount }: Misfit): ItemInput {
  const lines = cells.flatMap((one) => one.lines);
  return {
    part: 'unexplained',
    cause: 'no-fit',
    about: cellName(cell),
    amount: statedAmount - recordedAmount,
    differences: [{ field: `${cell.meter} amount`, expected: formatDecimal(recordedAmount), actual: formatDecimal(statedAmount) }],
    lines,
  };
}

/** A habit of providers: of n images the output is stated lower by up to n − 1 tokens. */
function isOneAnImage({ scope }: Around, group: CellGroup): boolean {
  const over = overOf(group);
  const spare = group.cells.reduce((sum, { spareTokens }) => sum + spareTokens, 0n);
  return scope.read.inputs.policy.oneTokenAnImage && over < 0n && -over <= spare;
}

function quantityDifferences(cell: PeriodCell): readonly Difference[] {
  if (cell.statedQuantity === cell.recordedQuantity) return [];
  return [{ field: `${cellName(cell)} quantity`, expected: cell.recordedQuantity.toString(), actual: cell.statedQuantity.toString() }];
}

function statedOnly(group: CellGroup): readonly Difference[] {
  return group.cells.map((cell) => ({ field: `${cellName(cell)} amount`, expected: null, actual: formatDecimal(cell.statedAmount) }));
}

/** The days, projects and keys that differ most. */
function placesOf({ cells }: CellGroup): readonly Difference[] {
  const places = cells.flatMap((cell) => cell.cells).filter((place) => place.day !== '' && overIn(place) !== 0n);
  const sorted = places.toSorted((a, b) => Number(size(overIn(b)) - size(overIn(a))) || Number(BigInt(a.day) - BigInt(b.day)));
  return sorted.slice(0, placesMost).map((place) => ({
    field: `${place.meter} quantity, ${placeName(place)}`,
    expected: place.recordedQuantity.toString(),
    actual: place.statedQuantity.toString(),
  }));
}

function size(units: bigint): bigint {
  return units < 0n ? -units : units;
}

function placeName({ day, project, apiKey }: Cell): string {
  const named = [project === '' ? '' : `project ${project}`, apiKey === '' ? '' : `key ${apiKey}`].filter((text) => text !== '');
  return [dayText(day), ...named].join(', ');
}

function hasQuantities({ cells }: PeriodCell): boolean {
  return cells.every(({ bareLines }) => bareLines === 0);
}

function orNone(differences: readonly Difference[]): readonly Difference[] {
  return differences.length > 0 ? differences : [{ field: 'quantity', expected: 'another mix of meters', actual: 'the same sum' }];
}

/** The raw sides of an item: all of what is stated, or of a difference the places that differ; charges where they are few enough to be looked at. */
function sides({ cells }: CellGroup, onlyDiffering = false): Pick<ItemInput, 'lines' | 'charges'> {
  const places = cells.flatMap((cell) => cell.cells).filter((place) => !onlyDiffering || place.bareLines > 0 || overIn(place) !== 0n);
  const charges = [...new Set(places.flatMap((place) => place.charges))];
  return { lines: places.flatMap(({ lines }) => lines), charges: charges.length <= chargesMost ? charges : [] };
}

const chargesMost = 200;

function linesOf({ cells }: PeriodCell) {
  return cells.flatMap(({ lines }) => lines);
}

function cellName({ model, meter, mode, conditions }: PeriodCell): string {
  return [model, meter, mode === 'batch' ? 'batch' : '', conditions].filter((text) => text !== '').join(' ');
}

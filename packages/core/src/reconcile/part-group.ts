import { divideHalfEven } from '../money/rounding.ts';
import { declaredRounding } from './declared-rounding.ts';
import { fitBareCells, priceOfCell, type Misfit } from './fit-bare.ts';
import { isFloatNoise } from './float-noise.ts';
import type { CellGroup, PeriodCell } from './gather-cells.ts';
import type { Scope } from './scope.ts';
import { amountAt, pricePaid, type UnitPrice } from './unit-price.ts';

/** Requests of a model over the period: as the witness counts them, and as they are recorded. Both without what earlier steps explained. */
export interface RequestCounts {
  readonly stated: bigint;
  readonly recorded: bigint;
}

/** What a group's difference is made of, in picounits; all of it sums to what is stated minus what is recorded. */
export interface PartedGroup {
  readonly group: CellGroup;
  readonly unrecorded: bigint;
  readonly unstated: bigint;
  readonly volume: bigint;
  readonly mix: bigint;
  readonly cells: readonly PartedCell[];
  /** Stated in money alone, or at a meter without any price: neither fits anything. */
  readonly misfits: readonly Misfit[];
}

/** The price side of one cell. */
export interface PartedCell {
  readonly cell: PeriodCell;
  readonly price: UnitPrice;
  /** What the stated units are worth at the price of what was recorded. */
  readonly worth: bigint;
  readonly rate: bigint;
  readonly rounding: bigint;
  /** Whether the rounding is what adding floats leaves, rather than one that the provider declares. */
  readonly isNoise: boolean;
}

/** Parts a group: unrecorded, unstated, volume, mix, rate, rounding, and what fits nothing. */
export function partGroup(scope: Scope, group: CellGroup, counts: RequestCounts | undefined): PartedGroup {
  const isRecorded = group.cells.some(({ recordedQuantity }) => recordedQuantity !== 0n);
  const misfits = group.cells.flatMap((cell) => fitBareCells(scope, cell, isRecorded));
  const stands = group.cells.filter((cell) => !isEmpty(cell));
  const recorded = sumOf(stands, 'recordedQuantity');
  const none = { group, unrecorded: 0n, unstated: 0n, volume: 0n, mix: 0n, cells: [], misfits };
  if (stands.every(({ statedLines }) => statedLines === 0)) return { ...none, unstated: -sumOf(stands, 'recordedAmount') };
  if (recorded === 0n && !stands.some(({ isMet }) => isMet && group.call !== '')) {
    return { ...none, unrecorded: sumOf(stands, 'statedAmount'), unstated: -sumOf(stands, 'recordedAmount') };
  }
  const unrecorded = counts === undefined ? 0n : takeUncounted(stands, counts);
  const priced = stands.flatMap((cell) => pricedCell(scope, cell));
  const unpriced = stands.filter((cell) => !priced.some((one) => one.cell === cell)).map(misfitOf);
  return {
    ...none,
    unrecorded,
    ...volumeAndMix(priced),
    cells: priced.map((one) => partCell(scope, one)),
    misfits: [...misfits, ...unpriced],
  };
}

interface PricedCell {
  readonly cell: PeriodCell;
  readonly price: UnitPrice;
  readonly worth: bigint;
}

function pricedCell(scope: Scope, cell: PeriodCell): readonly PricedCell[] {
  const price = priceOfCell(scope, cell);
  if (price === undefined) return [];
  const worth = cell.recordedAmount + amountAt(price, cell.statedQuantity - cell.recordedQuantity) + cell.usageShift;
  return [{ cell, price, worth }];
}

/** volume = ρ((Q_S − Q_L) · A_L ÷ Q_L); mix = Σ(W − a_L) − volume. Where nothing is recorded each unit has the price in force, and there is no mix. */
function volumeAndMix(priced: readonly PricedCell[]): { readonly volume: bigint; readonly mix: bigint } {
  const cells = priced.map(({ cell }) => cell);
  const [stated, recorded] = [sumOf(cells, 'statedQuantity'), sumOf(cells, 'recordedQuantity')];
  const paid = sumOf(cells, 'recordedAmount');
  const shifted = priced.reduce((sum, { cell, worth }) => sum + worth - cell.recordedAmount, 0n);
  if (recorded === 0n) return { volume: shifted, mix: 0n };
  const { pico, per } = pricePaid(paid, recorded);
  const volume = divideHalfEven((stated - recorded) * pico, per).quotient + sumOf(cells, 'usageShift');
  return { volume, mix: shifted - volume };
}

function partCell(scope: Scope, { cell, price, worth }: PricedCell): PartedCell {
  const over = cell.statedAmount - worth;
  const isNoise = isFloatNoise(over, cell.statedAmount, cell.charges);
  const rounding = isNoise ? over : declaredRounding(scope, cell, { price, worth });
  return { cell, price, worth, rounding, rate: over - rounding, isNoise };
}

/**
 * Where a witness counts more requests than are recorded, units in proportion are unrecorded: u = (r_S − r_L) · q_L ÷ r_L in whole units, worth ρ(u · p). They come out
 * of the stated side. Only of groups of which more is stated than recorded: requests that were not billed have no units.
 */
function takeUncounted(cells: readonly PeriodCell[], { stated, recorded }: RequestCounts): bigint {
  if (recorded === 0n || stated <= recorded || sumOf(cells, 'statedQuantity') <= sumOf(cells, 'recordedQuantity')) return 0n;
  let total = 0n;
  for (const cell of cells) {
    if (cell.recordedQuantity === 0n) continue;
    const units = ((stated - recorded) * cell.recordedQuantity) / recorded;
    const amount = amountAt(pricePaid(cell.recordedAmount, cell.recordedQuantity), units);
    cell.statedQuantity -= units;
    cell.statedAmount -= amount;
    total += amount;
  }
  return total;
}

function misfitOf(cell: PeriodCell): Misfit {
  return { cell, cells: cell.cells, statedAmount: cell.statedAmount, recordedAmount: cell.recordedAmount };
}

function isEmpty({ statedQuantity, statedAmount, recordedQuantity, recordedAmount, usageShift, statedLines }: PeriodCell): boolean {
  return statedLines === 0 && [statedQuantity, statedAmount, recordedQuantity, recordedAmount, usageShift].every((one) => one === 0n);
}

function sumOf(
  cells: readonly PeriodCell[],
  field: 'statedQuantity' | 'statedAmount' | 'recordedQuantity' | 'recordedAmount' | 'usageShift',
): bigint {
  return cells.reduce((sum, cell) => sum + cell[field], 0n);
}

import { isFloatNoise } from './float-noise.ts';
import type { PeriodCell } from './gather-cells.ts';
import { priceInForce, pricesOf, type KnownPrices } from './known-prices.ts';
import type { Cell } from './remainder.ts';
import type { Scope } from './scope.ts';
import { undeclaredUnit } from './undeclared-unit.ts';
import { amountAt, pricePaid, type UnitPrice } from './unit-price.ts';
import type { ServiceMode } from '../price-book/price-key.ts';

/** What is stated in money alone and fits nothing. */
export interface Misfit {
  readonly cell: PeriodCell;
  readonly cells: readonly Cell[];
  readonly statedAmount: bigint;
  readonly recordedAmount: bigint;
}

type Level = (cell: Cell) => string;

/** From the finest to the coarsest: key → project, day → period, project → all; each takes what the one before it left. */
const levels: readonly Level[] = [
  ({ day, project, apiKey }) => JSON.stringify([day, project, apiKey]),
  ({ day, project }) => JSON.stringify([day, project]),
  ({ project }) => project,
  () => '',
];

/**
 * Finds the units of a cell whose lines state money alone: those recorded, where the money is that of a price that is known, or of a call was rounded; else as many more or fewer as the money
 * buys in whole units at the price paid. What fits neither comes out of both sides. `isRecorded`: something of its group is.
 */
export function fitBareCells(scope: Scope, cell: PeriodCell, isRecorded: boolean): readonly Misfit[] {
  let left = cell.cells.filter(({ bareLines }) => bareLines > 0);
  if (left.length === 0) return [];
  if (cell.recordedQuantity === 0n) {
    fitAlone(scope, { group: left, cell }, isRecorded);
    return [];
  }
  const price = pricePaid(cell.recordedAmount, cell.recordedQuantity);
  for (const level of levels) {
    const groups = Map.groupBy(left, level);
    left = [...groups.values()].flatMap((group) => (fitTogether(scope, { group, price, cell }) ? [] : group));
  }
  return left.length === 0 ? [] : [takeMisfit(cell, left)];
}

/** Where nothing is recorded but others of its group are, units are those that the money buys at the price in force; where none of the group is, all of it is unrecorded. */
function fitAlone(scope: Scope, { group, cell }: Pick<Fitting, 'group' | 'cell'>, isRecorded: boolean): void {
  const noted = group.reduce((sum, { statedQuantity }) => sum + statedQuantity, 0n);
  const stated = group.reduce((sum, { statedAmount }) => sum + statedAmount, 0n);
  const price = isRecorded ? priceOfCell(scope, cell) : undefined;
  const units = price === undefined ? 0n : wholeUnits(stated, price);
  const isFit = price !== undefined && isFloatNoise(stated - amountAt(price, units), stated, 1);
  cell.statedQuantity += (isFit ? units : 0n) - noted;
}

interface Fitting {
  readonly group: readonly Cell[];
  readonly price: UnitPrice;
  readonly cell: PeriodCell;
}

function fitTogether(scope: Scope, { group, price, cell }: Fitting): boolean {
  const stated = group.reduce((sum, { statedAmount }) => sum + statedAmount, 0n);
  const recorded = group.reduce((sum, { recordedAmount }) => sum + recordedAmount, 0n);
  const quantity = group.reduce((sum, one) => sum + one.recordedQuantity, 0n);
  const noted = group.reduce((sum, { statedQuantity }) => sum + statedQuantity, 0n);
  const charges = group.reduce((sum, one) => sum + one.charges.length, 0);
  const isNear = (amount: bigint): boolean => isFloatNoise(stated - amount, stated, charges);
  const isRounded = cell.call !== '' && undeclaredUnit(stated, recorded) !== undefined;
  const isRecorded = isRounded || isNear(recorded) || ratesOf(scope.prices, scope, cell).some((rate) => isNear(amountAt(rate, quantity)));
  const further = isRecorded ? 0n : wholeUnits(stated - recorded, price);
  if (!isRecorded && (quantity + further < 0n || !isNear(recorded + amountAt(price, further)))) return false;
  cell.statedQuantity += quantity + further - noted;
  return true;
}

function ratesOf(prices: KnownPrices, { currency }: Scope, { model, meter }: PeriodCell): readonly UnitPrice[] {
  return pricesOf(prices, { currency, model, meter });
}

/** The nearest whole number of units that an amount buys. */
function wholeUnits(amount: bigint, { pico, per }: UnitPrice): bigint {
  if (pico === 0n) return 0n;
  const twice = (2n * amount * per) / pico;
  return (twice + (twice < 0n ? -1n : 1n)) / 2n;
}

function takeMisfit(cell: PeriodCell, cells: readonly Cell[]): Misfit {
  const misfit = { cell, cells, statedAmount: 0n, recordedAmount: 0n };
  for (const one of cells) {
    misfit.statedAmount += one.statedAmount;
    misfit.recordedAmount += one.recordedAmount;
    cell.statedQuantity -= one.statedQuantity;
    cell.recordedQuantity -= one.recordedQuantity;
    cell.charges -= one.charges.length;
  }
  cell.statedAmount -= misfit.statedAmount;
  cell.recordedAmount -= misfit.recordedAmount;
  return misfit;
}

/** The price of a cell: that of what was recorded, else the one in force when it was first stated; undefined where none is known. */
export function priceOfCell({ prices, currency, read }: Scope, cell: PeriodCell): UnitPrice | undefined {
  if (cell.recordedQuantity !== 0n) return pricePaid(cell.recordedAmount, cell.recordedQuantity);
  const [first] = cell.cells.flatMap(({ lines }) => lines);
  const mode = (cell.mode === '' ? modeOf(first) : cell.mode) as ServiceMode;
  const [size, quality] = [first?.line.size, first?.line.quality];
  return priceInForce(prices, { currency, model: cell.model, meter: cell.meter, mode, size, quality, at: first?.from ?? read.period.from });
}

function modeOf(stated: Cell['lines'][number] | undefined): string {
  return stated?.meaning?.kind === 'usage' ? stated.meaning.mode : 'realtime';
}

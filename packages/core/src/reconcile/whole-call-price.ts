import { wholeCall } from './cell-place.ts';
import { isFloatNoise } from './float-noise.ts';
import type { PeriodCell } from './gather-cells.ts';
import { pricesOf, type DatedPrice } from './known-prices.ts';
import type { Difference } from './reconciliation.ts';
import type { Scope } from './scope.ts';
import { amountAt } from './unit-price.ts';

/**
 * The other price entry, if one is known, at which the units of a call come to what is stated of it as a whole: an earlier or a later one, or that of the other mode. Units are those
 * the line says, else those recorded. Answers with the entries on both sides.
 */
export function otherEntryOfCall(scope: Scope, cell: PeriodCell, amount: bigint): Difference | undefined {
  if (cell.meter !== wholeCall || cell.call === '') return undefined;
  const own = new Set(chargeLines(cell).flatMap(({ priceEntry }) => priceEntry ?? []));
  const worth = new Map<string, bigint>();
  for (const [meter, quantity] of unitsOf(cell)) {
    for (const price of pricesOf(scope.prices, { currency: scope.currency, model: cell.model, meter }).filter((one) =>
      applies(one, cell),
    )) {
      const { priceEntry } = price.known;
      worth.set(priceEntry, (worth.get(priceEntry) ?? 0n) + amountAt(price, quantity));
    }
  }
  const found = [...worth].find(([entry, sum]) => !own.has(entry) && isFloatNoise(sum - amount, amount, 1));
  return found === undefined ? undefined : { field: 'price entry', expected: [...own].join(', ') || null, actual: found[0] };
}

function unitsOf(cell: PeriodCell): readonly (readonly [string, bigint])[] {
  const usage = cell.cells.flatMap(({ lines }) => lines).find((line) => line.usage !== undefined)?.usage;
  return usage === undefined ? chargeLines(cell).map(({ meter, quantity }) => [meter, quantity]) : Object.entries(usage);
}

function chargeLines(cell: PeriodCell) {
  return cell.cells.flatMap(({ charges }) => charges).flatMap(({ charge }) => charge.lines);
}

function applies({ known }: DatedPrice, cell: PeriodCell): boolean {
  const [charge] = cell.cells.flatMap(({ charges }) => charges);
  return Object.entries(known.conditions).every(([key, values]) => {
    const value = key === 'size' || key === 'quality' ? charge?.charge[key] : undefined;
    return value !== undefined && values.includes(value);
  });
}

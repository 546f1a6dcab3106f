import { formatDecimal } from '../money/decimal.ts';
import { wholeCall } from './cell-place.ts';
import { isFloatNoise } from './float-noise.ts';
import { pricesOf, type DatedPrice } from './known-prices.ts';
import type { PartedCell } from './part-group.ts';
import type { Alternative, Difference, ItemCause } from './reconciliation.ts';
import type { Scope } from './scope.ts';
import { amountAt, samePrice } from './unit-price.ts';
import { undeclaredUnit } from './undeclared-unit.ts';
import { otherEntryOfCall } from './whole-call-price.ts';

/** Why the price of a cell differs, as far as known prices tell. */
export interface RateCause {
  readonly cause: ItemCause;
  readonly differences: readonly Difference[];
  readonly alternatives: readonly Alternative[];
}

/** A rate that another known price of the meter explains, for all units or for a whole number of them; or that is a rounding nobody declared; or another price. */
export function rateCause(scope: Scope, parted: PartedCell): RateCause {
  const { cell, price } = parted;
  const field = `${cell.meter} unit price`;
  const amount = cell.statedAmount - parted.rounding;
  const entry = otherEntryOfCall(scope, cell, amount);
  if (entry !== undefined) return { cause: 'price-change', differences: [entry], alternatives: [] };
  const others = pricesOf(scope.prices, { currency: scope.currency, model: cell.model, meter: cell.meter }).filter(
    (one) => !samePrice(one, price),
  );
  const expected = priceText(price);
  const whole = others.find((one) => isFloatNoise(amountAt(one, cell.statedQuantity) - amount, amount, cell.charges));
  if (whole !== undefined) return { cause: 'price-change', differences: [{ field, expected, actual: knownText(whole) }], alternatives: [] };
  const rounded = others.find((one) => undeclaredUnit(amount, amountAt(one, cell.statedQuantity)) !== undefined);
  if (rounded !== undefined && undeclaredUnit(amount, parted.worth) === undefined)
    return {
      cause: 'price-change',
      differences: [
        { field, expected, actual: knownText(rounded) },
        { field: 'amount', expected: formatDecimal(amountAt(rounded, cell.statedQuantity)), actual: formatDecimal(amount) },
      ],
      alternatives: [],
    };
  const alternatives = others.flatMap((one) => partlyAt(parted, one));
  const unit = undeclaredUnit(parted.cell.statedAmount, parted.worth);
  if (unit !== undefined) return { cause: 'undeclared-rounding', differences: [{ field: 'amount', ...amounts(parted) }], alternatives };
  const cause = alternatives.length > 0 ? 'price-change' : 'price';
  if (cell.meter === wholeCall) return { cause, differences: [{ field: 'amount', ...amounts(parted) }], alternatives };
  return { cause, differences: [{ field, expected, actual: paidText(parted) }], alternatives };
}

function amounts({ cell, worth }: PartedCell) {
  return { expected: formatDecimal(worth), actual: formatDecimal(cell.statedAmount) };
}

/** So many of the units at the other price come to exactly what is stated. */
function partlyAt({ cell, price, rate }: PartedCell, other: DatedPrice): readonly Alternative[] {
  const numerator = rate * price.per * other.per;
  const denominator = other.pico * price.per - price.pico * other.per;
  if (denominator === 0n || numerator % denominator !== 0n) return [];
  const units = numerator / denominator;
  if (units <= 0n || units >= cell.statedQuantity) return [];
  const why = `${units} of ${cell.statedQuantity} units at ${knownText(other)} come to exactly that.`;
  return [{ cause: 'price-change', why }];
}

function knownText({ known }: DatedPrice): string {
  return `${known.unitPrice} per ${known.per} (${known.mode}, price entry ${known.priceEntry})`;
}

/** The price of a million units: what people compare. */
function priceText({ pico, per }: { readonly pico: bigint; readonly per: bigint }): string {
  return `${formatDecimal((pico * 1_000_000n) / per)} per 1000000`;
}

function paidText({ cell, rounding }: PartedCell): string | null {
  return cell.statedQuantity > 0n ? priceText({ pico: cell.statedAmount - rounding, per: cell.statedQuantity }) : null;
}

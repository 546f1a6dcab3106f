import { mustHold } from '../refusal/must-hold.ts';
import { parseDecimal } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';

/** An exact price of one unit: picounits ÷ units. The divisor is positive. */
export interface UnitPrice {
  readonly pico: bigint;
  readonly per: bigint;
}

/** A price as a price entry writes it. `unitPrice('30', 1_000_000n)` is 30 for a million units. */
export function unitPrice(text: string, per: bigint): UnitPrice {
  return { pico: mustHold(parseDecimal(text)), per };
}

/** What a quantity costs, ρ to 12 places: 10,000 units at 10.125 ÷ 2,100,000 cost 0.048214285714. */
export function amountAt({ pico, per }: UnitPrice, quantity: bigint): bigint {
  return divideHalfEven(quantity * pico, per).quotient;
}

/** The price a recorded sum was made at: amount ÷ quantity. The quantity is not zero. */
export function pricePaid(amount: bigint, quantity: bigint): UnitPrice {
  return quantity < 0n ? { pico: -amount, per: -quantity } : { pico: amount, per: quantity };
}

/** True where two prices are the same number, however written. */
export function samePrice(a: UnitPrice, b: UnitPrice): boolean {
  return a.pico * b.per === b.pico * a.per;
}

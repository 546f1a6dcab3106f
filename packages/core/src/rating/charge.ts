import type { Meter } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';

/** One meter of a charge: amount = quantity × unitPrice ÷ per, rounded half-even to 12 decimals where that does not divide, and then `rounded`. */
export interface ChargeLine {
  readonly meter: Meter;
  readonly label?: string;
  /** Whole units of the meter. */
  readonly quantity: bigint;
  /** Decimal text in the currency of the amount, for `per` units. */
  readonly unitPrice: string;
  readonly per: bigint;
  readonly amount: Money;
  readonly rounded: boolean;
}

/** Lines in the order of the tariff, and their exact sum. */
export interface Charge {
  readonly total: Money;
  readonly lines: readonly ChargeLine[];
}

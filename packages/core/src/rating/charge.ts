import type { Meter } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';

/** What multiplies a line beside its price, in whole numbers and lowest terms: half is 1 ÷ 2, an image of 1,120 tokens 1120 ÷ 1. */
export interface LineRatio {
  readonly multiply: bigint;
  readonly divide: bigint;
}

/**
 * One line of a charge: amount = quantity × unitPrice × ratio ÷ per, rounded half-even to 12 decimals where that does not divide, and then `rounded`. A meter
 * has several lines where its units fall into several tiers. Besides meters of usage there are `minimum_charge` and `stated_difference`, which bring a total to
 * what it must be at least, and to what the provider says.
 */
export interface ChargeLine {
  readonly meter: Meter;
  readonly label?: string;
  /** Whole units of the meter, as billed: started blocks count whole. */
  readonly quantity: bigint;
  /** Decimal text for `per` units, in the currency of the amount, or in credits that the ratio converts. */
  readonly unitPrice: string;
  readonly per: bigint;
  /** Absent: 1 ÷ 1. */
  readonly ratio?: LineRatio;
  readonly amount: Money;
  readonly rounded: boolean;
}

/** Lines in the order of the tariff, and their exact sum. */
export interface Charge {
  readonly total: Money;
  readonly lines: readonly ChargeLine[];
}

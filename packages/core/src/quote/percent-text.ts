import { formatDecimal, picoPerUnit } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';

/** A part of a whole as percent to two decimals, half-even: 294 of 594 is `'49.49'`; negative where the part is. The whole is above zero. */
export function percentText(part: bigint, whole: bigint): string {
  const { quotient } = divideHalfEven(part * 10_000n, whole);
  return formatDecimal(quotient * (picoPerUnit / 100n));
}

import { picoPerUnit } from '../money/decimal.ts';
import type { LineRatio } from './charge.ts';

/** The ratio that changes nothing. */
export const unchanged: LineRatio = Object.freeze({ multiply: 1n, divide: 1n });

/** A ratio in lowest terms; the divisor is positive. */
export function ratio(multiply: bigint, divide: bigint): LineRatio {
  const common = greatestCommonDivisor(multiply, divide);
  return { multiply: multiply / common, divide: divide / common };
}

/** A decimal in picounits as a ratio: 0.5 is 1 ÷ 2. */
export function ratioOfDecimal(pico: bigint): LineRatio {
  return ratio(pico, picoPerUnit);
}

/** Two ratios, one after the other. */
export function timesRatio(a: LineRatio, b: LineRatio): LineRatio {
  if (a === unchanged) return b;
  return b === unchanged ? a : ratio(a.multiply * b.multiply, a.divide * b.divide);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [dividend, divisor] = [a, b];
  while (divisor !== 0n) [dividend, divisor] = [divisor, dividend % divisor];
  return dividend === 0n ? 1n : dividend;
}

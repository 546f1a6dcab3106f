import { invariant } from '../refusal/invariant.ts';

/** A quotient and whether it had to be rounded. */
export interface RoundedQuotient {
  readonly quotient: bigint;
  readonly rounded: boolean;
}

/**
 * Divides whole numbers, at a remainder to the nearest, at a tie to the even one: 5 ÷ 2 is 2, 7 ÷ 2 is 4, −5 ÷ 2 is −2.
 * The divisor is positive.
 */
export function divideHalfEven(dividend: bigint, divisor: bigint): RoundedQuotient {
  invariant(divisor > 0n, 'A divisor is positive.');
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (remainder === 0n) return { quotient, rounded: false };
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const away = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  return { quotient: away ? quotient + (dividend < 0n ? -1n : 1n) : quotient, rounded: true };
}

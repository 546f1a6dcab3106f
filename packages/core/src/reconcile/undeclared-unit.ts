import { picoPerUnit } from '../money/decimal.ts';

/**
 * The coarsest decimal place that a stated amount is a whole number of, where it lies within one unit of what it should be: 0.0394 for 0.03933 is 0.0001. Undefined: it was
 * not rounded.
 */
export function undeclaredUnit(stated: bigint, worth: bigint): bigint | undefined {
  const away = stated < worth ? worth - stated : stated - worth;
  for (let unit = picoPerUnit; unit > 1n; unit /= 10n) {
    if (stated % unit === 0n) return away > 0n && away < unit && worth % unit !== 0n ? unit : undefined;
  }
  return undefined;
}

import { picoPerUnit } from '../money/decimal.ts';
import { percentText } from './percent-text.ts';

/** Savings are advertised in whole percent, and prints are rounded: one percent is no pitfall. */
export const percentTolerated = 1n;

/** How far a printed price is from what is billed. */
export interface PrintGap {
  readonly pico: bigint;
  readonly isTooLow: boolean;
  /** `'36.05% too high'`. */
  readonly text: string;
}

/** The gap between a print of so many decimals and a bill; undefined where the print only rounds it, or is within a percent of it. */
export function printGap(printedPico: bigint, billedPico: bigint, decimals: number): PrintGap | undefined {
  const isTooLow = billedPico > printedPico;
  const pico = isTooLow ? billedPico - printedPico : printedPico - billedPico;
  const onlyRounded = 2n * pico * 10n ** BigInt(decimals) <= picoPerUnit;
  if (onlyRounded || pico * 100n <= billedPico * percentTolerated) return undefined;
  return { pico, isTooLow, text: `${percentText(pico, billedPico)}% too ${isTooLow ? 'low' : 'high'}` };
}

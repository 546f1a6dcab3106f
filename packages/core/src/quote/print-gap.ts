import { picoPerUnit } from '../money/decimal.ts';
import { percentText } from './percent-text.ts';

/** Savings are advertised in whole percent, and prints are rounded: one percent is no pitfall. */
export const percentTolerated = 1n;

/** How far a printed price is from what is billed. */
export interface PrintGap {
  readonly pico: bigint;
  readonly isTooLow: boolean;
  /** True where the print only rounds the bill, or is within a percent of it. */
  readonly isRounding: boolean;
  /** `'36.05% too high'`. */
  readonly text: string;
}

/** The gap between a print of so many decimals and a bill; undefined where there is none. */
export function printGap(printedPico: bigint, billedPico: bigint, decimals: number): PrintGap | undefined {
  const isTooLow = billedPico > printedPico;
  const pico = isTooLow ? billedPico - printedPico : printedPico - billedPico;
  if (pico === 0n || billedPico === 0n) return undefined;
  const isRounding = 2n * pico * 10n ** BigInt(decimals) <= picoPerUnit || pico * 100n <= billedPico * percentTolerated;
  return { pico, isTooLow, isRounding, text: `${percentText(pico, billedPico)}% too ${isTooLow ? 'low' : 'high'}` };
}

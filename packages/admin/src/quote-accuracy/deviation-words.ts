import { formatDecimal, parseDecimal } from '@halfpenny/core';
import type { QuoteComparisonFieldsFragment } from '../generated/graphql.ts';

/** How many deviate by so much, with the height of its bar in per cent of the highest. */
export interface DeviationBar {
  readonly label: string;
  readonly generations: number;
  readonly height: number;
  /** Whether zero lies in it: the quote was right, but for a rest. */
  readonly isRight: boolean;
}

/** A share as per cent, every digit kept: "-0.010076" → "−1.0076%", "0.05" → "+5%"; "0" → "0%". */
export function shareText(share: string): string {
  const parsed = parseDecimal(share);
  if (!parsed.ok) throw new Error('The API sends decimals.');
  const text = formatDecimal(parsed.value * 100n);
  return text === '0' ? '0%' : text.startsWith('-') ? `−${text.slice(1)}%` : `+${text}%`;
}

/** The deviations around zero as bars, from what was billed far less than quoted to far more. */
export function deviationBars(histogram: QuoteComparisonFieldsFragment['histogram']): readonly DeviationBar[] {
  const most = Math.max(1, ...histogram.map(({ generations }) => generations));
  return histogram.map(({ from, until, generations }) => ({
    label: boundsText(from ?? null, until ?? null),
    generations,
    height: (100 * generations) / most,
    isRight: (from ?? '-').startsWith('-') && !(until ?? '').startsWith('-') && from != null && until != null,
  }));
}

function boundsText(from: string | null, until: string | null): string {
  if (from === null) return until === null ? 'all' : `under ${shareText(until)}`;
  return until === null ? `${shareText(from)} and more` : `${shareText(from)} to ${shareText(until)}`;
}

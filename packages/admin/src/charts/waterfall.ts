import { picoOf } from '../figures/pico-of.ts';

/** A step of a waterfall: what it adds, and from which level to which, each as exact text. One without a key is a level of its own, from zero. */
export interface WaterfallStep {
  /** What is chosen by it. */
  readonly key?: string | undefined;
  readonly label: string;
  readonly amount: string;
  readonly start: string;
  readonly end: string;
  /** Told by its amount alone, beside the scale of the others: it has no bar. */
  readonly bare?: boolean;
}

/** A step where it is drawn, in per cent of the width. Only the marks are rounded. */
export interface WaterfallBar extends WaterfallStep {
  readonly left: number;
  readonly width: number;
  /** Where its level comes from, and where it leads. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly tone: 'level' | 'adds' | 'takes';
}

/** Hundredths of a per cent: no screen shows more. */
const marks = 10_000n;

/** Steps as bars upon one scale, which holds every level and zero; and where zero is. */
export function waterfallBars(steps: readonly WaterfallStep[]): { readonly bars: readonly WaterfallBar[]; readonly zero: number } {
  const levels = [0n, ...steps.filter(({ bare }) => !bare).flatMap(({ start, end }) => [picoOf(start), picoOf(end)])];
  const least = levels.reduce((low, level) => (level < low ? level : low), 0n);
  const span = levels.reduce((high, level) => (level > high ? level : high), 0n) - least;
  const placeOf = (level: bigint): number => (span === 0n ? 0 : Number(((level - least) * marks) / span) / 100);
  const bars = steps.map((step): WaterfallBar => {
    const [startsAt, endsAt] = [placeOf(picoOf(step.start)), placeOf(picoOf(step.end))];
    const tone = step.key === undefined ? 'level' : step.amount.startsWith('-') ? 'takes' : 'adds';
    return { ...step, startsAt, endsAt, left: Math.min(startsAt, endsAt), width: Math.abs(endsAt - startsAt), tone };
  });
  return { bars, zero: placeOf(0n) };
}

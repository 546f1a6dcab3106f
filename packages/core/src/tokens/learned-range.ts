import type { TokenRange } from './token-range.ts';

/** From so many counts on, what was never seen is not allowed for: the next one lies outside of them in less than one case of ten. */
const observationsEnough = 20;

/**
 * A range that counts somebody saw make better: expected is their median (the lower of two). With 20 of them the range is from the least to the most that was seen; with
 * fewer, or where all are the same, the range of the rule stays, widened where one lies outside: what was seen is never certain. A rule of 158 – 664 – 5,488 and the counts 650, 660, 700 give 158 – 660 – 5,488.
 */
export function learnedRange(rule: TokenRange, seen: readonly number[]): TokenRange {
  const sorted = seen.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return rule;
  const expected = sorted[(sorted.length - 1) >> 1] ?? least;
  if (sorted.length >= observationsEnough && least < most) return { floor: least, expected, ceiling: most };
  return { floor: Math.min(rule.floor, least), expected, ceiling: Math.max(rule.ceiling, most) };
}

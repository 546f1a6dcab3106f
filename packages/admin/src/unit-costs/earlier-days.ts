import type { Days } from '../time/use-day-range.ts';
import { daysAfter, daysBetween } from '../time/utc-day.ts';

/** The days that others are usually held against: of days from the first of a month on, as many of the month before; else as many right before them. */
export function earlierDays({ from, to }: Days): Days {
  const isOfMonth = from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7);
  const before = daysAfter(from, -1);
  if (!isOfMonth) return { from: daysAfter(before, -daysBetween(from, to)), to: before };
  const isWhole = daysAfter(to, 1).endsWith('-01');
  const first = `${before.slice(0, 7)}-01`;
  const last = daysAfter(first, daysBetween(from, to));
  return { from: first, to: isWhole || last > before ? before : last };
}

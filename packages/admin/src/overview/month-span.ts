import { daysAfter } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';

/** The days that an overview of a month speaks of; each end is the first day after. */
export interface MonthSpan {
  readonly from: UtcDay;
  readonly until: UtcDay;
  /** As many days of the month before, or all it had. */
  readonly beforeFrom: UtcDay;
  readonly beforeUntil: UtcDay;
  /** The first day of the sixth month, this one counted. */
  readonly halfYearFrom: UtcDay;
}

/** Example: monthSpan('2026-11-20') → 1 to 20 November beside 1 to 20 October, and six months from June on. */
export function monthSpan(today: UtcDay): MonthSpan {
  const from = firstOfMonth(today);
  const until = daysAfter(today, 1);
  const beforeFrom = firstOfMonth(daysAfter(from, -1));
  const sameDay = daysAfter(beforeFrom, Number(today.slice(8)));
  let halfYearFrom = from;
  for (let month = 1; month < 6; month += 1) halfYearFrom = firstOfMonth(daysAfter(halfYearFrom, -1));
  return { from, until, beforeFrom, beforeUntil: sameDay < from ? sameDay : from, halfYearFrom };
}

function firstOfMonth(day: UtcDay): UtcDay {
  return `${day.slice(0, 7)}-01`;
}

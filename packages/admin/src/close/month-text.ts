import { daysAfter } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';

const written = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A month of the books as it is said: "2026-10" → "October 2026". */
export function monthName(month: string): string {
  return written.format(new Date(`${month}-01T00:00:00Z`));
}

/** The days of a month and of the one before it; each end is the first day after. */
export interface MonthDays {
  readonly from: UtcDay;
  readonly until: UtcDay;
  readonly beforeFrom: UtcDay;
  readonly beforeUntil: UtcDay;
}

/** Example: monthDays('2026-01') → 1 January until 1 February, and 1 December until 1 January. */
export function monthDays(month: string): MonthDays {
  const from = `${month}-01`;
  return { from, until: firstOf(daysAfter(from, 31)), beforeFrom: firstOf(daysAfter(from, -1)), beforeUntil: from };
}

/** Whether a month has come to its end by an instant: October has from 2026-11-01T00:00:00Z on. */
export function isOver(month: string, now: string): boolean {
  return now.slice(0, 10) >= monthDays(month).until;
}

/** The first day of the month in which a day lies. */
function firstOf(day: UtcDay): UtcDay {
  return `${day.slice(0, 7)}-01`;
}

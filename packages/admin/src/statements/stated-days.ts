import type { StatementDaysQuery } from '../generated/graphql.ts';
import { daysAfter, writeInstant } from '../time/utc-day.ts';

type StatedDay = StatementDaysQuery['statementDays'][number];

/** A day of a month: final, stated and still open, not stated though it is over, or not over yet. */
export interface DayCell extends StatedDay {
  readonly standing: 'final' | 'stated' | 'not stated' | 'to come';
}

const monthWritten = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A month as an address names it; undefined for what is none: "2026-10", but not "2026-13". */
export function readMonth(text: string): string | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

/** The month so many months later: ("2026-12", 1) → "2027-01". */
export function otherMonth(month: string, step: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + step);
  return date.toISOString().slice(0, 7);
}

/** "October 2026". */
export function monthName(month: string): string {
  return monthWritten.format(new Date(`${month}-01T00:00:00Z`));
}

/** The days of a month as they stand, seen from a day. */
export function monthDays(month: string, days: readonly StatedDay[], today: string): readonly DayCell[] {
  return days.filter(({ day }) => day.startsWith(month)).map((each) => ({ ...each, standing: standingOf(each, today) }));
}

function standingOf({ day, observations, isFinal }: StatedDay, today: string): DayCell['standing'] {
  if (isFinal) return 'final';
  if (observations > 0) return 'stated';
  return daysAfter(day, 1) > today ? 'to come' : 'not stated';
}

/** "28 of 31 days are final"; of a month that is not over, of those that are. */
export function finalText(cells: readonly DayCell[]): string {
  const over = cells.filter(({ standing }) => standing !== 'to come');
  const final = over.filter(({ standing }) => standing === 'final').length;
  return over.length === 0 ? 'no day of it is over yet' : `${final} of ${over.length} days are final`;
}

/** Why a day is as it is, in a sentence. */
export function dayStanding({ day, standing, observations, sameSince }: DayCell, lagHours: number): string {
  const stated = `stated ${observations === 1 ? 'once' : `${observations} times`} since it ended`;
  const same = sameSince ? `, the same since ${writeInstant(sameSince)}` : '';
  return {
    final: `${day}: final, ${stated}${same}`,
    stated: `${day}: ${stated}${same}; not final before ${lagHours} hours and two equal statements a day apart`,
    'not stated': `${day}: nobody has stated it since it ended`,
    'to come': `${day}: not over yet`,
  }[standing];
}

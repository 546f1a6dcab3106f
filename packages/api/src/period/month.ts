import { accepted, refused, type Outcome } from '@halfpenny/core';

/** A month of the books, UTC, by its first day: "2026-10-01". */
export type Month = string & { readonly monthOf?: never };

const shape = /^(2\d{3})-(0[1-9]|1[0-2])$/;

/** "2026-10" → "2026-10-01". Refused for anything else. */
export function parseMonth(text: string): Outcome<Month> {
  if (shape.test(text)) return accepted(`${text}-01`);
  return refused({
    code: 'invalid-month',
    message: `A month is its year and its number, such as "2026-10", not "${text}".`,
    path: ['month'],
  });
}

/** "2026-10-01" → "2026-10", as people write it. */
export function monthText(month: Month): string {
  return month.slice(0, 7);
}

/** The first day after a month: "2026-12-01" → "2027-01-01". */
export function monthAfter(month: Month): Month {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** Whether a month has come to its end at an instant: October is over from 2026-11-01T00:00:00Z on. */
export function isOver(month: Month, at: Date): boolean {
  return at.toISOString().slice(0, 10) >= monthAfter(month);
}

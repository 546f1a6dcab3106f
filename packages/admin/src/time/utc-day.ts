/** A day of the UTC calendar as "2026-10-22". */
export type UtcDay = string;

const shape = /^\d{4}-\d{2}-\d{2}$/;
const written = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const writtenInstant = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** Whether a text names a day that the calendar has: "2026-02-30" does not. */
export function isUtcDay(text: unknown): text is UtcDay {
  return typeof text === 'string' && shape.test(text) && startOfDay(text).startsWith(text);
}

/** An instant that stands in an address, in UTC: "2026-10-22T13:00Z" → "2026-10-22T13:00:00.000Z"; undefined for anything else. */
export function readInstant(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text) || !isUtcDay(text.slice(0, 10)))
    return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** The UTC day on which an instant falls: "2026-11-20T12:00:00Z" → "2026-11-20". */
export function dayOf(instant: string): UtcDay {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The first instant of a day: "2026-10-22" → "2026-10-22T00:00:00.000Z"; the empty text for what is no day. */
export function startOfDay(day: UtcDay): string {
  const start = new Date(`${day}T00:00:00.000Z`);
  return Number.isNaN(start.getTime()) ? '' : start.toISOString();
}

/** A day as many days later (or, negative, earlier): ("2026-10-31", 1) → "2026-11-01". */
export function daysAfter(day: UtcDay, days: number): UtcDay {
  const date = new Date(startOfDay(day));
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date.toISOString());
}

/** Whole days from one day to another: ("2026-04-23", "2026-11-20") → 211. */
export function daysBetween(from: UtcDay, to: UtcDay): number {
  return Math.round((Date.parse(startOfDay(to)) - Date.parse(startOfDay(from))) / 86_400_000);
}

/** A day or instant as people write it, its UTC day alone: "2026-10-22T00:00:00Z" → "22 Oct 2026". */
export function writeDay(instant: string): string {
  return written.format(new Date(instant)).replace('Sept', 'Sep');
}

/** A month of the UTC calendar: "2026-11" → "Nov 2026". */
export function writeMonth(month: string): string {
  return writeDay(`${month}-01`).replace(/^1 /, '');
}

/** An instant with its hour, in UTC: "20 Nov 2026, 12:00 UTC". */
export function writeInstant(instant: string): string {
  return `${writtenInstant.format(new Date(instant)).replace('Sept', 'Sep')} UTC`;
}

/** The same instant on the reader's own clock, for a tooltip. */
export function writeLocalInstant(instant: string): string {
  return `${local.format(new Date(instant))} (your time)`;
}

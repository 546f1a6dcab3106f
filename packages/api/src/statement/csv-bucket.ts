import { accepted, formatInstant, parseInstant, refused, type Outcome } from '@halfpenny/core';
import type { Bucket } from './stated.ts';

/** How dates are written. `iso`: days, RFC 3339, times to the minute, and seconds or milliseconds since 1970; else which of day, month and year comes first, any sign between them. */
export type DateForm = 'iso' | 'day-first' | 'month-first' | 'year-first';

/** Both cells of a span, and how they are written. `isUtc`: a time without a zone is in UTC, for whoever writes the file says so. */
export interface SpanCells {
  readonly start: string;
  readonly end: string | undefined;
  readonly dates?: DateForm | undefined;
  readonly isUtc?: boolean | undefined;
}

const dayMilliseconds = 86_400_000;

/**
 * The span that two cells name. With one alone, a UTC day is that day, and an instant is a single call's. Refuses what is none, with the path `start` or `end`.
 * `{ start: '20.11.2026', dates: 'day-first' }` is the day of 2026-11-20.
 */
export function bucketOf({ start, end, dates = 'iso', isUtc = dates !== 'iso' }: SpanCells): Outcome<Bucket> {
  const form = { dates, isUtc };
  const begins = instantOf(start, form, 'start');
  if (!begins.ok) return begins;
  if (end === undefined) {
    const isDay = !/[T:]/.test(start) && !/^\d{9,14}$/.test(start);
    return accepted({ start: begins.value, end: isDay || isCompactDay(start, dates) ? nextDay(begins.value) : begins.value });
  }
  const ends = instantOf(end, form, 'end');
  if (!ends.ok) return ends;
  if (Date.parse(ends.value) < Date.parse(begins.value))
    return refused({ code: 'invalid-period', message: `It ends at ${end}, before it begins.`, path: ['end'] });
  return accepted({ start: begins.value, end: ends.value });
}

function isCompactDay(text: string, dates: DateForm): boolean {
  return dates !== 'iso' && /^\d{8}$/.test(text);
}

function nextDay(instant: string): string {
  return new Date(Date.parse(instant) + dayMilliseconds).toISOString();
}

interface Form {
  readonly dates: DateForm;
  readonly isUtc: boolean;
}

function instantOf(text: string, { dates, isUtc }: Form, path: 'start' | 'end'): Outcome<string> {
  if (dates === 'iso' && /^\d{9,11}$/.test(text)) return accepted(new Date(Number(text) * 1000).toISOString());
  if (dates === 'iso' && /^\d{12,14}$/.test(text)) return accepted(new Date(Number(text)).toISOString());
  const instant = parseInstant(asWritten(dates === 'iso' ? text : reordered(text, dates), isUtc));
  if (instant.ok) return accepted(formatInstant(instant.value));
  const message =
    dates === 'iso'
      ? instant.refusal.message
      : `${JSON.stringify(text.slice(0, 60))} is no date that is written with the ${dates.replace('-', ' ')}.`;
  return refused({ ...instant.refusal, message, path: [path] });
}

/** RFC 3339 of what is nearly that: a blank for the T, times to the minute, `UTC` for the zone, or none. */
function asWritten(text: string, isUtc: boolean): string {
  const [, day, time, fraction = '', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|z|UTC|[+-]\d{2}:?\d{2})?$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return text;
  const offset = zone === 'UTC' || (zone === '' && isUtc) ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return `${day}T${time.length === 5 ? `${time}:00` : time}${fraction.slice(0, 10)}${offset}`;
}

const orders = { 'day-first': [3, 2, 1], 'month-first': [3, 1, 2], 'year-first': [1, 2, 3] } as const;

/** `'20.11.2026 14:05'` → `'2026-11-20 14:05'`; as it is where it is not written that way. */
function reordered(text: string, dates: Exclude<DateForm, 'iso'>): string {
  const parts =
    dates === 'year-first' ? /^(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})(?=$|[T ])/ : /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?=$|[T ,])/;
  const found = parts.exec(text);
  if (found === null) return text === '' ? text : `no date: ${text}`;
  const [year, month, day] = orders[dates].map((index) => (found[index] ?? '').padStart(2, '0'));
  return `${year}-${month}-${day}${text
    .slice(found[0].length)
    .replace(/^,?\s+/, ' ')
    .replace(/^( ?)(\d):/, '$10$2:')}`;
}

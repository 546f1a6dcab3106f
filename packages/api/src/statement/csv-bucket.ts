import { accepted, formatInstant, parseInstant, refused, type Outcome } from '@halfpenny/core';
import type { Bucket } from './stated.ts';

const dayMilliseconds = 86_400_000;

/**
 * The span that two cells name. With one alone, a UTC day is that day, and an instant is a single call's. Takes days, RFC 3339, times to the minute, and seconds since 1970. Refuses
 * what is none, with the path `start` or `end`.
 */
export function bucketOf(start: string, end: string | undefined): Outcome<Bucket> {
  const begins = instantOf(start, 'start');
  if (!begins.ok) return begins;
  if (end === undefined) return accepted({ start: begins.value, end: isDay(start) ? nextDay(begins.value) : begins.value });
  const ends = instantOf(end, 'end');
  if (!ends.ok) return ends;
  if (Date.parse(ends.value) < Date.parse(begins.value))
    return refused({ code: 'invalid-period', message: `It ends at ${end}, before it begins.`, path: ['end'] });
  return accepted({ start: begins.value, end: ends.value });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function nextDay(instant: string): string {
  return new Date(Date.parse(instant) + dayMilliseconds).toISOString();
}

function instantOf(text: string, path: 'start' | 'end'): Outcome<string> {
  if (/^\d{9,11}$/.test(text)) return accepted(new Date(Number(text) * 1000).toISOString());
  const instant = parseInstant(/T\d{2}:\d{2}(Z|[+-])/.test(text) ? text.replace(/(T\d{2}:\d{2})/, '$1:00') : text);
  return instant.ok ? accepted(formatInstant(instant.value)) : refused({ ...instant.refusal, path: [path] });
}

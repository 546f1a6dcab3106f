import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { civilDay, daysSinceEpoch, isCivilDay } from './civil-day.ts';
import { readFixedInstant } from './fixed-instant.ts';

declare const sinceEpoch: unique symbol;

/**
 * An instant in UTC: whole nanoseconds since 1970-01-01T00:00:00Z. Nothing here reads a clock: every instant is handed in. Only `parseInstant` makes one, so that a
 * number of anything else, seconds or picounits, does not compile where an instant is asked for.
 */
export type Instant = bigint & { readonly [sinceEpoch]: 'nanoseconds' };

const nanosPerSecond = 1_000_000_000n;
/** Nanoseconds in a UTC day. */
export const nanosPerDay = 86_400n * nanosPerSecond;
const shape = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2})))?$/;

/**
 * RFC 3339 text, or a UTC day (its first instant) → instant. `'2026-10-23'` and `'2026-10-23T02:00:00+02:00'` are the same instant.
 * Refuses days the calendar lacks, leap seconds, a time without a zone and anything finer than a nanosecond.
 */
export function parseInstant(text: string): Outcome<Instant> {
  if (text === lastRead.text) return lastRead.outcome;
  const fixed = typeof text === 'string' ? readFixedInstant(text) : undefined;
  const outcome = fixed === undefined ? readInstant(text) : accepted(fixed as Instant);
  if (outcome.ok) lastRead = { text, outcome };
  return outcome;
}

/** The last text read, and its instant: one request is looked up at one instant many times. */
let lastRead: { readonly text: string; readonly outcome: Outcome<Instant> } = { text: '1970-01-01', outcome: accepted(0n as Instant) };

function readInstant(text: string): Outcome<Instant> {
  const match = typeof text === 'string' ? shape.exec(text) : null;
  if (match === null) return noInstant(text);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as Six;
  const [zoneHour, zoneMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const legal = isCivilDay({ year, month, day }) && hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  if (!legal) return noInstant(text);
  const east = (match[8] === '-' ? -60 : 60) * (zoneHour * 60 + zoneMinute);
  const seconds = daysSinceEpoch({ year, month, day }) * 86_400 + hour * 3600 + minute * 60 + second - east;
  return accepted((BigInt(seconds) * nanosPerSecond + BigInt((match[7] ?? '').padEnd(9, '0'))) as Instant);
}

type Six = [number, number, number, number, number, number];

/** An instant as RFC 3339 text in UTC, with only the decimals it needs: `'2026-10-23T00:00:00Z'`. */
export function formatInstant(instant: Instant): string {
  const day = floorDivide(instant, nanosPerDay);
  const within = instant - day * nanosPerDay;
  const seconds = Number(within / nanosPerSecond);
  const fraction = (within % nanosPerSecond).toString().padStart(9, '0').replace(/0+$/, '');
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':');
  return `${formatDay(instant)}T${time}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** The UTC day an instant lies in: `'2026-10-23'`. */
export function formatDay(instant: Instant): string {
  const { year, month, day } = civilDay(Number(floorDivide(instant, nanosPerDay)));
  return `${year.toString().padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function twoDigits(number: number): string {
  return number.toString().padStart(2, '0');
}

function noInstant(text: unknown) {
  const message = `${shown(text)} is no instant: write a UTC day such as 2026-11-20, or a time with its zone such as 2026-11-20T12:00:00Z.`;
  return refused({ code: 'invalid-instant', message });
}

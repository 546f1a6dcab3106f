import { divideHalfEven } from '@halfpenny/core';

/** What a month comes to if it goes on as it went. Picounits. */
export interface Forecast {
  /** What was spent in the month so far, today included. */
  readonly spent: bigint;
  /** Undefined: no day of the month is over yet, so there is no rate to go by. */
  readonly forecast: bigint | undefined;
  /** How many days of the month are over. */
  readonly days: number;
}

/**
 * The run rate is the mean of the days that are over; the rest of the month is taken to go on like them, and never to end below what is spent already.
 * Example: 10 spent on each of 20 days over, of 30, is 300.
 */
export function forecastMonth(
  days: ReadonlyMap<string, bigint>,
  { month, today }: { readonly month: string; readonly today: string },
): Forecast {
  const inMonth = daysOf(month);
  const over = inMonth.filter((day) => day < today);
  const sum = (of: readonly string[]): bigint => of.reduce((total, day) => total + (days.get(day) ?? 0n), 0n);
  const spent = sum(inMonth);
  if (over.length === 0) return { spent, forecast: undefined, days: 0 };
  const rate = sum(over);
  const forecast = divideHalfEven(rate * BigInt(inMonth.length), BigInt(over.length)).quotient;
  return { spent, forecast: forecast > spent ? forecast : spent, days: over.length };
}

/** The days of a month written as 2026-11, in order. */
function daysOf(month: string): readonly string[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** The first day of the month after. */
export function nextMonth(month: string): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

import { dayOf, daysAfter, daysBetween, isUtcDay, startOfDay, writeDay } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';

/** The longest span of one run, in days: the service refuses more. */
const spanDaysMost = 400;

/** The days of a span, the last one included. */
export interface RatedDays {
  readonly from: UtcDay;
  readonly to: UtcDay;
}

/** The days to begin with: those that are named, from the thirtieth day before today on where none is; never more than one run takes. */
export function daysToRate(named: { readonly from: string; readonly to: string }, today: UtcDay): RatedDays {
  const to = isUtcDay(named.to) && named.to <= today ? named.to : today;
  const from = isUtcDay(named.from) && named.from <= to ? named.from : daysAfter(to, -30);
  return { from: daysBetween(from, to) < spanDaysMost ? from : daysAfter(to, 1 - spanDaysMost), to };
}

/** What is wrong with days; empty where nothing is. */
export function daysComplaint({ from, to }: RatedDays): string {
  if (!isUtcDay(from) || !isUtcDay(to)) return 'Name two days of the calendar.';
  if (from > to) return 'The first day lies after the last.';
  return daysBetween(from, to) < spanDaysMost ? '' : `One run takes at most ${spanDaysMost} days: rate the rest in a run of its own.`;
}

/** Days as the API takes them: from the first instant of the first day until that of the day after the last. */
export function spanOf({ from, to }: RatedDays): { readonly from: string; readonly until: string } {
  return { from: startOfDay(from), until: startOfDay(daysAfter(to, 1)) };
}

/** A span as people say it, its last day included: "1 Nov 2026 – 20 Nov 2026". */
export function daysText({ from, until }: { readonly from: string; readonly until: string }): string {
  const last = new Date(Date.parse(until) - 1).toISOString();
  return dayOf(from) === dayOf(last) ? writeDay(from) : `${writeDay(from)} – ${writeDay(last)}`;
}

import { dayOf, startOfDay } from '../time/utc-day.ts';

/** A stretch of time that is drawn from edge to edge; instants in milliseconds since 1970. */
export interface TimeScale {
  readonly from: number;
  readonly until: number;
}

/** Where something begins and how wide it is, in per cent of the scale, cut to it; undefined where nothing of it is in sight. */
export interface Stretch {
  readonly start: number;
  readonly width: number;
}

const day = 86_400_000;

/** A scale that shows every one of some instants, with a little room before the first and after the last. */
export function scaleOf(instants: readonly string[]): TimeScale {
  const times = instants.map((instant) => Date.parse(instant));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.1, day);
  return { from: first - room, until: last + room };
}

/** A scale of so many days, a third of them still to come. */
export function scaleAround(now: string, days: number): TimeScale {
  const from = Date.parse(now) - (days * day * 2) / 3;
  return { from, until: from + days * day };
}

/** How far along the scale an instant is, in per cent: 0 to 100 within it. */
export function placeOf(instant: string, { from, until }: TimeScale): number {
  return ((Date.parse(instant) - from) / (until - from)) * 100;
}

/** A period on the scale. Example: the second half of a scale is { start: 50, width: 50 }; an open end reaches its edge. */
export function stretchOf(period: { readonly from: string; readonly until: string | null }, scale: TimeScale): Stretch | undefined {
  const start = Math.max(0, placeOf(period.from, scale));
  const end = Math.min(100, period.until === null ? 100 : placeOf(period.until, scale));
  return end <= 0 || start >= 100 ? undefined : { start, width: end - start };
}

/** A mark on the axis. */
export interface Tick {
  readonly place: number;
  readonly label: string;
}

const ticksMost = 8;
const months = [1, 2, 3, 6, 12, 24, 60, 120];
const monthText = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const dayText = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** At most eight marks at the first of months, or of weeks where the scale is short; January is called by its year, and the first one says its own. */
export function ticksOf(scale: TimeScale): readonly Tick[] {
  const spanDays = (scale.until - scale.from) / day;
  const instants = spanDays < 75 ? weekStarts(scale, spanDays) : monthStarts(scale, spanDays);
  return instants.map((instant, index) => {
    const label = tickLabel(instant);
    return { place: placeOf(instant, scale), label: index === 0 && label.length < 4 ? `${label} ${instant.slice(0, 4)}` : label };
  });
}

function weekStarts(scale: TimeScale, spanDays: number): readonly string[] {
  const step = Math.max(1, Math.ceil(spanDays / ticksMost)) * day;
  const first = Date.parse(startOfDay(dayOf(new Date(scale.from).toISOString()))) + day;
  return Array.from({ length: Math.ceil((scale.until - first) / step) }, (_, index) => new Date(first + index * step).toISOString());
}

function monthStarts(scale: TimeScale, spanDays: number): readonly string[] {
  const step = months.find((each) => spanDays / 30.4 / each <= ticksMost) ?? 240;
  const begin = new Date(scale.from);
  const firstMonth = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth() + 1) / step) * step;
  const starts: string[] = [];
  for (let month = firstMonth; ; month += step) {
    const start = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
    if (start.getTime() >= scale.until) return starts;
    starts.push(start.toISOString());
  }
}

function tickLabel(instant: string): string {
  if (!instant.includes('-01T')) return dayText.format(new Date(instant));
  return instant.includes('-01-01T') ? instant.slice(0, 4) : monthText.format(new Date(instant)).replace('Sept', 'Sep');
}

import type { Outcome } from '../refusal/refusal.ts';
import type { Instant } from '../time/instant.ts';
import { isWithin, overlap, type Period } from '../time/period.ts';
import type { PriceEntry } from './price-entry.ts';

/** An entry with its period as instants, and as the outcome of a look-up, which is so made once. */
export interface DatedEntry extends Period {
  readonly entry: PriceEntry;
  readonly found: Outcome<PriceEntry>;
}

/** The entries of one key in order of start, and the last one found: charges come in order of time, so the next is mostly the same. */
export interface Timeline {
  entries: readonly DatedEntry[];
  /** The starts as numbers, made when they are first searched: near enough to find the place, after which instants decide. */
  starts: Float64Array | undefined;
  last: DatedEntry | undefined;
}

/** A timeline of entries, which it puts in order of start. */
export function timelineOf(entries: readonly DatedEntry[]): Timeline {
  return { entries: entries.toSorted(byStart), starts: undefined, last: undefined };
}

/** The entry that applies at an instant; undefined where none does. */
export function entryAt(timeline: Timeline, at: Instant): DatedEntry | undefined {
  const { last } = timeline;
  if (last !== undefined && isWithin(last, at)) return last;
  const begun = timeline.entries[countBegun(timeline, at) - 1];
  if (begun === undefined || !isWithin(begun, at)) return undefined;
  timeline.last = begun;
  return begun;
}

/** The entries in force at some instant of a period; those of the timeline do not overlap. */
export function entriesWithin(timeline: Timeline, period: Period): readonly DatedEntry[] {
  const first = Math.max(countBegun(timeline, period.from) - 1, 0);
  const end = period.until === null ? timeline.entries.length : countBegun(timeline, period.until);
  return timeline.entries.slice(first, end).filter((entry) => overlap(entry, period));
}

/** How many entries had begun at an instant. An instant as a number never changes sides with another, only falls together with one close by. */
function countBegun(timeline: Timeline, at: Instant): number {
  const starts = (timeline.starts ??= Float64Array.from(timeline.entries, ({ from }) => Number(from)));
  const near = Number(at);
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= near) low = middle + 1;
    else high = middle;
  }
  while (low > 0 && isLater(timeline.entries[low - 1], at)) low -= 1;
  return low;
}

function isLater(entry: DatedEntry | undefined, at: Instant): boolean {
  return entry !== undefined && entry.from > at;
}

function byStart(a: DatedEntry, b: DatedEntry): number {
  if (a.from === b.from) return 0;
  return a.from < b.from ? -1 : 1;
}

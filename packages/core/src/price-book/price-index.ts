import { invariant } from '../refusal/invariant.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import type { Instant } from '../time/instant.ts';
import { isWithin, overlap, type Period } from '../time/period.ts';
import { periodOf } from './entry-on-base.ts';
import type { PriceEntry } from './price-entry.ts';
import type { PriceKey } from './price-key.ts';

/** An entry with its period as instants, and as the outcome of a look-up, which is so made once. */
export interface DatedEntry extends Period {
  readonly entry: PriceEntry;
  readonly found: Outcome<PriceEntry>;
}

/** The entries of one key in order of start, and the last one found: charges come in order of time, so the next is mostly the same. */
export interface Timeline {
  entries: DatedEntry[];
  last: DatedEntry | undefined;
}

/** Timelines by provider, model and mode: what makes a look-up three reads and mostly one comparison, at worst a binary search. */
export type PriceIndex = ReadonlyMap<string, ReadonlyMap<string, Partial<Record<string, Timeline>>>>;

/** Sorts entries into an index; entries of one key that overlap stand side by side in it. */
export function indexEntries(entries: readonly PriceEntry[]): PriceIndex {
  const index = new Map<string, Map<string, Partial<Record<string, Timeline>>>>();
  for (const entry of entries) {
    const ofProvider = index.get(entry.provider) ?? new Map<string, Partial<Record<string, Timeline>>>();
    const ofModel = ofProvider.get(entry.model) ?? (Object.create(null) as Partial<Record<string, Timeline>>);
    const timeline = (ofModel[entry.mode] ??= { entries: [], last: undefined });
    timeline.entries.push(dated(entry));
    ofProvider.set(entry.model, ofModel);
    index.set(entry.provider, ofProvider);
  }
  for (const { entries: ofKey } of timelines(index)) ofKey.sort(byStart);
  return index;
}

/** Every timeline of an index. */
export function timelines(index: PriceIndex): readonly Timeline[] {
  return [...index.values()]
    .flatMap((ofProvider) => [...ofProvider.values()].flatMap((ofModel) => Object.values(ofModel)))
    .filter((each) => each !== undefined);
}

/** The entries of a key in order of start; empty where there is none. */
export function entriesOf(index: PriceIndex, key: PriceKey): readonly DatedEntry[] {
  return timelineOf(index, key)?.entries ?? [];
}

/** The entry of a key that applies at an instant, as a look-up's outcome; undefined where none does. */
export function foundAt(index: PriceIndex, key: PriceKey, at: Instant): Outcome<PriceEntry> | undefined {
  const timeline = timelineOf(index, key);
  if (timeline === undefined) return undefined;
  const { last } = timeline;
  if (last !== undefined && isWithin(last, at)) return last.found;
  const begun = timeline.entries[countBegun(timeline.entries, at) - 1];
  if (begun === undefined || !isWithin(begun, at)) return undefined;
  timeline.last = begun;
  return begun.found;
}

/** Those of entries, which are in order of start and never overlap, that are in force at some instant of a period. */
export function entriesWithin(entries: readonly DatedEntry[], period: Period): readonly DatedEntry[] {
  const first = Math.max(countBegun(entries, period.from) - 1, 0);
  const end = period.until === null ? entries.length : countBegun(entries, period.until);
  return entries.slice(first, end).filter((entry) => overlap(entry, period));
}

/** An entry with its period read. */
export function dated(entry: PriceEntry): DatedEntry {
  return { ...periodOf(entry), entry, found: accepted(entry) };
}

function timelineOf(index: PriceIndex, { provider, model, mode }: PriceKey): Timeline | undefined {
  return typeof mode === 'string' ? index.get(provider)?.get(model)?.[mode] : undefined;
}

/** How many of the entries, which are in order of start, had begun at an instant. */
function countBegun(entries: readonly DatedEntry[], at: Instant): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = entries[middle];
    invariant(candidate !== undefined, 'The middle of a span lies in it.');
    if (candidate.from <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byStart(a: DatedEntry, b: DatedEntry): number {
  if (a.from === b.from) return 0;
  return a.from < b.from ? -1 : 1;
}

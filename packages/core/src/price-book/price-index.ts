import { accepted, type Outcome } from '../refusal/refusal.ts';
import type { Instant } from '../time/instant.ts';
import { periodOf } from './entry-on-base.ts';
import type { PriceEntry } from './price-entry.ts';
import type { PriceKey } from './price-key.ts';
import { entryAt, timelineOf, type DatedEntry, type Timeline } from './timeline.ts';

/** Timelines by provider, model and mode: what makes a look-up three reads and mostly one comparison, at worst a binary search. */
export type PriceIndex = ReadonlyMap<string, ReadonlyMap<string, Partial<Record<string, Timeline>>>>;

/** Sorts entries into an index; entries of one key that overlap stand side by side in it. */
export function indexEntries(entries: readonly PriceEntry[]): PriceIndex {
  const index = new Map<string, Map<string, Partial<Record<string, Timeline>>>>();
  for (const ofKey of byKey(entries)) {
    const [first] = ofKey;
    if (first === undefined) continue;
    const { provider, model, mode } = first;
    const ofProvider = index.get(provider) ?? new Map<string, Partial<Record<string, Timeline>>>();
    const ofModel = ofProvider.get(model) ?? (Object.create(null) as Partial<Record<string, Timeline>>);
    ofModel[mode] = timelineOf(ofKey.map(dated));
    ofProvider.set(model, ofModel);
    index.set(provider, ofProvider);
  }
  return index;
}

/** Every timeline of an index. */
export function timelines(index: PriceIndex): readonly Timeline[] {
  return [...index.values()]
    .flatMap((ofProvider) => [...ofProvider.values()].flatMap((ofModel) => Object.values(ofModel)))
    .filter((each) => each !== undefined);
}

/** The timeline of a key; undefined where there is none, and for what is no key. */
export function timelineIn(index: PriceIndex, { provider, model, mode }: PriceKey): Timeline | undefined {
  return typeof mode === 'string' ? index.get(provider)?.get(model)?.[mode] : undefined;
}

/** The entry of a key that applies at an instant, as a look-up's outcome; undefined where none does. */
export function foundAt(index: PriceIndex, key: PriceKey, at: Instant): Outcome<PriceEntry> | undefined {
  const timeline = timelineIn(index, key);
  return timeline === undefined ? undefined : entryAt(timeline, at)?.found;
}

/** An entry with its period read. */
export function dated(entry: PriceEntry): DatedEntry {
  return { ...periodOf(entry), entry, found: accepted(entry) };
}

function byKey(entries: readonly PriceEntry[]): Iterable<readonly PriceEntry[]> {
  const groups = new Map<string, PriceEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.provider, entry.model, entry.mode]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups.values();
}

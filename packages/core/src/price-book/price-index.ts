import { invariant } from '../refusal/invariant.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant, type Instant } from '../time/instant.ts';
import type { Period } from '../time/period.ts';
import type { PriceEntry, PriceKey } from './price-entry.ts';

/** An entry with its period as instants. */
export interface DatedEntry extends Period {
  readonly entry: PriceEntry;
}

/** Entries by provider, then model and mode, each list in order of start: what makes a look-up two map reads and a binary search. */
export type PriceIndex = ReadonlyMap<string, ReadonlyMap<string, readonly DatedEntry[]>>;

/** Sorts entries into an index; entries of one key that overlap stand side by side in it. */
export function indexEntries(entries: readonly PriceEntry[]): PriceIndex {
  const index = new Map<string, Map<string, DatedEntry[]>>();
  for (const entry of entries) {
    const ofProvider = index.get(entry.provider) ?? new Map<string, DatedEntry[]>();
    const list = ofProvider.get(modelAndMode(entry)) ?? [];
    list.push({ entry, from: instantOf(entry.validFrom), until: entry.validUntil === null ? null : instantOf(entry.validUntil) });
    ofProvider.set(modelAndMode(entry), list);
    index.set(entry.provider, ofProvider);
  }
  for (const ofProvider of index.values()) for (const list of ofProvider.values()) list.sort(byStart);
  return index;
}

/** The entries of a key in order of start; empty where there is none. */
export function entriesOf(index: PriceIndex, key: PriceKey): readonly DatedEntry[] {
  return index.get(key.provider)?.get(modelAndMode(key)) ?? [];
}

/** The last of the entries, which are in order of start, that had begun at an instant; undefined where none had. */
export function lastBegun(entries: readonly DatedEntry[], at: Instant): DatedEntry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = entries[middle];
    invariant(candidate !== undefined, 'The middle of a span lies in it.');
    if (candidate.from <= at) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

function modelAndMode({ model, mode }: { model: string; mode: string }): string {
  return `${mode}/${model}`;
}

function byStart(a: DatedEntry, b: DatedEntry): number {
  if (a.from === b.from) return 0;
  return a.from < b.from ? -1 : 1;
}

function instantOf(text: string): Instant {
  return mustHold(parseInstant(text));
}

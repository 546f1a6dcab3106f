import { servedModel } from '../catalog/models.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { overlap } from '../time/period.ts';
import { entryOnBase, isWithoutBase } from './entry-on-base.ts';
import { dated, timelines, type DatedEntry, type PriceIndex, type Timeline } from './price-index.ts';
import type { PriceEntry } from './price-entry.ts';
import type { PriceKey } from './price-key.ts';

const chainMost = 16;

/**
 * Puts in place of each entry that is based on another what it charges together with that other, one entry for each base that is in force with it. So a look-up
 * finds prices at once, and a change of the base is followed. Refuses entries based on each other in a circle, and a base in another currency.
 */
export function joinBases(index: PriceIndex): Outcome<PriceIndex> {
  for (const timeline of timelines(index)) {
    const joined = joinTimeline(index, timeline, []);
    if (!joined.ok) return joined;
  }
  return accepted(index);
}

function joinTimeline(index: PriceIndex, timeline: Timeline, under: readonly Timeline[]): Outcome<Timeline> {
  if (!timeline.entries.some(({ entry }) => isWithoutBase(entry))) return accepted(timeline);
  const joined: DatedEntry[] = [];
  for (const each of timeline.entries) {
    const ofEach = isWithoutBase(each.entry) ? joinEntry(index, each, [...under, timeline]) : accepted([each]);
    if (!ofEach.ok) return ofEach;
    joined.push(...ofEach.value);
  }
  timeline.entries.splice(0, timeline.entries.length, ...joined);
  return accepted(timeline);
}

function joinEntry(index: PriceIndex, own: DatedEntry, under: readonly Timeline[]): Outcome<readonly DatedEntry[]> {
  const base = baseTimeline(index, own.entry.basedOn);
  if (base === undefined) return accepted([]);
  if (under.includes(base) || under.length > chainMost) return circular(own.entry);
  const joined = joinTimeline(index, base, under);
  if (!joined.ok) return joined;
  const entries: DatedEntry[] = [];
  for (const each of base.entries.filter((other) => overlap(own, other))) {
    const entry = entryOnBase(own.entry, each.entry);
    if (!entry.ok) return entry;
    entries.push(dated(entry.value));
  }
  return accepted(entries);
}

function baseTimeline(index: PriceIndex, key: PriceKey | undefined): Timeline | undefined {
  if (key === undefined) return undefined;
  const named = index.get(key.provider)?.get(key.model)?.[key.mode];
  if (named !== undefined) return named;
  const model = servedModel(key.provider, key.model)?.model.name;
  return model === undefined ? undefined : index.get(key.provider)?.get(model)?.[key.mode];
}

function circular(entry: PriceEntry) {
  const message = `${entry.id} is based on an entry that is, in the end, based on it: one of them needs prices of its own.`;
  return refused({ code: 'circular-modifier', path: ['basedOn'], message, details: { entries: [entry.id] } });
}

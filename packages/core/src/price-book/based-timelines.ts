import { servedModel } from '../catalog/models.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { entryOnBase, isWithoutBase } from './entry-on-base.ts';
import { dated, timelineIn, timelines, type PriceIndex } from './price-index.ts';
import { modifiersMost } from './tariff-terms.ts';
import { entriesWithin, type DatedEntry, type Timeline } from './timeline.ts';
import type { PriceEntry } from './price-entry.ts';

/**
 * Puts in place of each entry that is based on another what it charges together with that other, one entry for each base that is in force with it. So a look-up
 * finds prices at once, and a change of the base is followed. Refuses entries based on each other in a circle, and a base in another currency.
 */
export function joinBases(index: PriceIndex): Outcome<PriceIndex> {
  const done = new Set<Timeline>();
  for (const timeline of timelines(index)) {
    const joined = joinTimeline(timeline, { index, done, under: [] });
    if (!joined.ok) return joined;
  }
  return accepted(index);
}

/** A book on its way to being joined: what is done, and what waits for the timeline at hand. */
interface Joining {
  readonly index: PriceIndex;
  readonly done: Set<Timeline>;
  readonly under: readonly Timeline[];
}

function joinTimeline(timeline: Timeline, joining: Joining): Outcome<Timeline> {
  if (joining.done.has(timeline)) return accepted(timeline);
  const joined: DatedEntry[] = [];
  for (const own of timeline.entries) {
    const withBases = isWithoutBase(own.entry) ? joinEntry(own, { ...joining, under: [...joining.under, timeline] }) : accepted([own]);
    if (!withBases.ok) return withBases;
    for (const each of withBases.value) joined.push(each);
  }
  timeline.entries = joined;
  timeline.starts = undefined;
  joining.done.add(timeline);
  return accepted(timeline);
}

function joinEntry(own: DatedEntry, joining: Joining): Outcome<readonly DatedEntry[]> {
  const base = baseTimeline(joining.index, own.entry.basedOn);
  if (base === undefined) return accepted([]);
  if (joining.under.includes(base) || joining.under.length > modifiersMost) return circular(own.entry);
  const joined = joinTimeline(base, joining);
  if (!joined.ok) return joined;
  const entries: DatedEntry[] = [];
  for (const each of entriesWithin(base, own)) {
    const entry = entryOnBase(own.entry, each.entry);
    if (!entry.ok) return entry;
    entries.push(dated(entry.value));
  }
  return accepted(entries);
}

/** None where the base stands in another book: whoever has both books puts them together first. */
function baseTimeline(index: PriceIndex, key: PriceEntry['basedOn']): Timeline | undefined {
  if (key === undefined || key.book !== undefined) return undefined;
  const named = timelineIn(index, key);
  if (named !== undefined) return named;
  const model = servedModel(key.provider, key.model)?.model.name;
  return model === undefined ? undefined : timelineIn(index, { ...key, model });
}

function circular(entry: PriceEntry) {
  const message = `${entry.id} is based on an entry that is, in the end, based on it, or on too many others: one of them needs prices of its own.`;
  return refused({ code: 'circular-modifier', path: ['basedOn'], message, details: { entries: [entry.id] } });
}

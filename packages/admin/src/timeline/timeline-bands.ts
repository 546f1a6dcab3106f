import { entryState } from '../price-book/entry-state.ts';
import type { EntryState } from '../price-book/entry-state.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { stretchOf } from './time-scale.ts';
import type { Stretch, TimeScale } from './time-scale.ts';

/** How a band is drawn: by where now finds its entry, or as what was believed and is no longer. */
export type BandLook = EntryState | 'corrected';

/** An entry as a band of the timeline. */
export interface Band {
  readonly entry: PriceEntryRow;
  readonly look: BandLook;
  readonly stretch: Stretch;
  /** What stands beside it, which its price is compared with: for a corrected one what we now know; else the entry before. */
  readonly neighbour: PriceEntryRow | undefined;
}

/** A line of bands that do not overlap: what is known now, or what was believed before. */
export interface Lane {
  readonly mode: PriceEntryRow['mode'];
  readonly corrected: boolean;
  readonly bands: readonly Band[];
}

/** The lanes of a model: for each mode what is known now, then what was corrected, as many lanes as overlaps need. */
export function lanesOf(entries: readonly PriceEntryRow[], scale: TimeScale, at: string): readonly Lane[] {
  return (['REALTIME', 'BATCH'] as const).flatMap((mode) => {
    const ofMode = entries.filter((entry) => entry.mode === mode).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    if (ofMode.length === 0) return [];
    const known = ofMode.filter(({ knownUntil }) => !knownUntil);
    const corrected = ofMode.filter(({ knownUntil }) => knownUntil);
    const now = { mode, corrected: false, bands: bandsOf(known, scale, { at, neighbourOf: (entry) => before(entry, known) }) };
    const past = stack(corrected).map((lane) => ({
      mode,
      corrected: true,
      bands: bandsOf(lane, scale, { at, neighbourOf: (entry) => instead(entry, known) }),
    }));
    return [now, ...past];
  });
}

interface Drawing {
  readonly at: string;
  readonly neighbourOf: (entry: PriceEntryRow) => PriceEntryRow | undefined;
}

function bandsOf(entries: readonly PriceEntryRow[], scale: TimeScale, { at, neighbourOf }: Drawing): readonly Band[] {
  return entries.flatMap((entry) => {
    const stretch = stretchOf({ from: entry.validFrom, until: entry.validUntil ?? null }, scale);
    const look: BandLook = entry.knownUntil ? 'corrected' : entryState(entry, at);
    return stretch ? [{ entry, look, stretch, neighbour: neighbourOf(entry) }] : [];
  });
}

function before(entry: PriceEntryRow, among: readonly PriceEntryRow[]): PriceEntryRow | undefined {
  return among.findLast(({ validFrom }) => validFrom < entry.validFrom);
}

/** What is now known of the time at which a corrected entry would have begun. */
function instead(entry: PriceEntryRow, known: readonly PriceEntryRow[]): PriceEntryRow | undefined {
  return known.find((each) => each.corrects === entry.id) ?? known.find((each) => entryState(each, entry.validFrom) === 'in force');
}

/** Puts entries that overlap on lanes of their own. */
function stack(entries: readonly PriceEntryRow[]): readonly (readonly PriceEntryRow[])[] {
  const lanes: PriceEntryRow[][] = [];
  for (const entry of entries) {
    const free = lanes.find((lane) => {
      const end = lane.at(-1)?.validUntil;
      return end !== null && end !== undefined && end <= entry.validFrom;
    });
    if (free) free.push(entry);
    else lanes.push([entry]);
  }
  return lanes;
}

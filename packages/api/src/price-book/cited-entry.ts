import { entryOnBase, invariant, type PriceEntry } from '@halfpenny/core';
import { ratedEntry, type PriceEntryRow } from './price-entry-row.ts';

/** What an offer pins: its price entry, and beside a sell price the cost entry it was foretold by, or is a margin over. */
export interface Pinned {
  readonly priceEntryId: string;
  readonly costEntryId: string | null;
}

/** The ids of the entries that offers pin. */
export function pinnedIds(offers: readonly Pinned[]): readonly string[] {
  return offers.flatMap(({ priceEntryId, costEntryId }) => (costEntryId === null ? [priceEntryId] : [priceEntryId, costEntryId]));
}

/** The entry an offer is rated by; a margin over cost together with that cost. */
export function pinnedEntry(rows: ReadonlyMap<string, PriceEntryRow>, { priceEntryId, costEntryId }: Pinned): PriceEntry {
  const row = rows.get(priceEntryId);
  invariant(row !== undefined, 'A pinned price entry is never deleted.');
  return entryOver(row, rows.get(costEntryId ?? ''));
}

/** The entry of a row; where it is a margin over cost, over that of another row. */
export function entryOver(row: PriceEntryRow, base: PriceEntryRow | undefined): PriceEntry {
  const entry = ratedEntry(row);
  if (entry.basedOn?.book === undefined || base === undefined) return entry;
  const joined = entryOnBase(entry, ratedEntry(base));
  invariant(joined.ok, `Entry ${row.id} was offered over ${base.id}, so it can be rated over it.`);
  return joined.value;
}

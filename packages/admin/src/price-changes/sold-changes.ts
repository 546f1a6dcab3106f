import { knownPriceInput, priceEntry } from '@halfpenny/core';
import type { KeyChange, KnownPrice, PriceEntry, TimelineRow } from '@halfpenny/core';
import { overCosts } from '../price-book/over-costs.ts';

/** The prices of a timeline as they are rated by: a margin over cost by each cost that is in force with it. */
export function ratedRows(rows: readonly TimelineRow[], costs: readonly PriceEntry[]): readonly PriceEntry[] {
  return rows.flatMap((row) => ratedRow(row, costs));
}

/** What a row is rated by; several where a margin meets several costs, none where it meets none. */
export function ratedRow({ rated, planned, known }: TimelineRow, costs: readonly PriceEntry[]): readonly PriceEntry[] {
  if (rated?.basedOn?.book === undefined && rated !== undefined) return [rated];
  const stated = planned === undefined ? known : { ...planned, id: planned.localId };
  return stated === undefined ? [] : soldPrice(stated, costs);
}

/** A stated price as it is rated by; a margin over cost, by each cost that is in force with it. */
export function soldPrice(
  stated: Pick<KnownPrice, 'ratedTariff' | 'tariff'> & Parameters<typeof knownPriceInput>[0],
  costs: readonly PriceEntry[],
): readonly PriceEntry[] {
  const entry = priceEntry(knownPriceInput({ ...stated, tariff: stated.ratedTariff ?? stated.tariff }));
  return entry.ok ? overCosts([entry.value], costs) : [];
}

/** Whether what becomes of a key is worked out by prices of the cost book. */
export function isOverCost({ after }: KeyChange): boolean {
  return after.some(({ planned, known }) => (planned ?? known)?.tariff.basedOn?.book !== undefined);
}

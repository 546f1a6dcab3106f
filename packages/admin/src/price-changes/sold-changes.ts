import { knownPriceInput, priceEntry } from '@halfpenny/core';
import type { KnownPrice, PriceEntry, TimelineRow } from '@halfpenny/core';
import { overCosts } from '../price-book/over-costs.ts';

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

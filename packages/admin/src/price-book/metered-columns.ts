import { compareMeters } from '../words/meter-words.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** The divisor and currency that a metered table states once in its head, for all its cells. */
export interface CommonUnit {
  readonly per: string;
  readonly currency: string;
}

/** The meters that some entry prices, in the usual order: the columns of the metered table. */
export function meterColumns(entries: readonly PriceEntryRow[]): readonly string[] {
  return [...new Set(entries.flatMap((entry) => entry.components.map((component) => component.meter)))].toSorted(compareMeters);
}

/** The unit most of the table's prices are in; a cell in another unit says so itself. */
export function commonUnit(entries: readonly PriceEntryRow[]): CommonUnit {
  return {
    per: mostFrequent(entries.flatMap((entry) => entry.components.map((component) => component.per))) ?? '1000000',
    currency: mostFrequent(entries.map((entry) => entry.currency)) ?? 'USD',
  };
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

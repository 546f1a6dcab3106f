import { tariffWords } from '../price-book/tariff-words.ts';
import type { WholeTariff } from '../price-book/tariff-words.ts';
import type { DraftRow } from './draft-row.ts';

/** What a row says that no cell shows, in words: it was drafted elsewhere, and is saved again as it is. */
export function restWords({ rest, cells }: DraftRow): readonly string[] {
  const { credit, sizeTiers, ...others } = rest;
  const words = tariffWords({ credit, sizeTiers } as WholeTariff, cells['currency'] || 'USD');
  return [...words, ...Object.entries(others).map(([field, value]) => `${field} ${JSON.stringify(value)}`)];
}

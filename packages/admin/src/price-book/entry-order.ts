import { parseDecimal } from '@halfpenny/core';
import { perMillion } from './per-million.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** What the list is sorted by: `provider`, `from`, `checked`, or a meter's price; descending or not. */
export interface EntryOrder {
  readonly by: string;
  readonly descending: boolean;
}

/** Reads the order from an address: "-image_output" is the dearest image output first; absent is by provider. */
export function parseOrder(text: unknown): EntryOrder {
  if (typeof text !== 'string' || !/^-?\w+$/.test(text)) return { by: 'provider', descending: false };
  return text.startsWith('-') ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}

/** Writes an order as an address holds it; the usual order needs no mention. */
export function formatOrder(order: EntryOrder): string | undefined {
  if (order.by === 'provider' && !order.descending) return undefined;
  return (order.descending ? '-' : '') + order.by;
}

/** The order after a click on a column's head: first ascending, then descending, then the usual one. */
export function nextOrder(order: EntryOrder, by: string): EntryOrder {
  if (order.by !== by) return { by, descending: false };
  return order.descending ? { by: 'provider', descending: false } : { by, descending: true };
}

/**
 * The entries in an order; what has no such price comes last either way, and ties stay in the usual order by provider, model, mode and start:
 * the one in which entries are handed over.
 */
export function orderEntries(entries: readonly PriceEntryRow[], order: EntryOrder): readonly PriceEntryRow[] {
  if (order.by === 'provider') return order.descending ? entries.toReversed() : entries;
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry, order.by) }));
  const direction = order.descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return a.key < b.key ? -direction : a.key > b.key ? direction : 0;
  });
  return keyed.map(({ entry }) => entry);
}

function sortKey(entry: PriceEntryRow, by: string): string | bigint | null {
  if (by === 'from') return entry.validFrom;
  if (by === 'checked') return entry.checkedOn ?? null;
  const priced = entry.components.find((component) => component.meter === by);
  const parsed = priced && parseDecimal(perMillion(priced).price);
  return parsed?.ok ? parsed.value : null;
}

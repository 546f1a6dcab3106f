import { priceBook, priceEntry } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry } from '@halfpenny/core';
import { conditionLists } from '../price-book/conditions-text.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';

/** The engine's price book from the entries the API handed over; a refusal where the engine cannot read one of them. */
export function pagePriceBook(rows: readonly PriceEntryRow[]): Outcome<PriceBook> {
  const entries: PriceEntry[] = [];
  for (const row of rows) {
    const read = enginePriceEntry(row);
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return priceBook(entries);
}

/** One price entry as the engine reads it. Its amounts stay text; only the divisor, a count, becomes a number. */
function enginePriceEntry(row: PriceEntryRow): Outcome<PriceEntry> {
  return priceEntry({
    id: row.id,
    provider: row.provider,
    model: row.model,
    mode: row.mode === 'BATCH' ? 'batch' : 'realtime',
    currency: row.currency,
    from: row.validFrom,
    until: row.validUntil ?? null,
    ...(row.source ? { source: row.source } : {}),
    ...(row.checkedOn ? { checkedOn: row.checkedOn } : {}),
    ...(row.note ? { note: row.note } : {}),
    components: row.components.map(({ meter, price, per, conditions, label }) => ({
      meter,
      price,
      per: Number(per),
      ...(conditions === null || conditions === undefined ? {} : { when: conditionLists(conditions) }),
      ...(label ? { label } : {}),
    })),
  });
}

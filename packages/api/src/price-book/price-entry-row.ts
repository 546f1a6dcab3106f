import { ratedPrice, type PriceEntry } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { priceBookTable } from './price-book.table.ts';
import { endOf, priceEntryTable, startOf } from './price-entry.table.ts';

/** The columns of an entry as they are read: its periods as text, its book by name. */
const columns = {
  id: priceEntryTable.id,
  book: priceBookTable.name,
  scope: priceBookTable.scope,
  provider: priceEntryTable.provider,
  model: priceEntryTable.model,
  mode: priceEntryTable.mode,
  currency: priceEntryTable.currency,
  kind: priceEntryTable.kind,
  tariff: priceEntryTable.tariff,
  validFrom: startOf(priceEntryTable.valid),
  validUntil: endOf(priceEntryTable.valid),
  knownFrom: startOf(priceEntryTable.known),
  knownUntil: endOf(priceEntryTable.known),
  corrects: priceEntryTable.corrects,
  originId: priceEntryTable.originId,
  baseId: priceEntryTable.baseId,
  ratedTariff: priceEntryTable.ratedTariff,
  changeSetId: priceEntryTable.changeSetId,
  draftId: priceEntryTable.draftId,
  source: priceEntryTable.source,
  checkedOn: priceEntryTable.checkedOn,
  note: priceEntryTable.note,
};

/** Entries with the name of their book: the start of every query that reads them. */
export function selectPriceEntries(tx: Transaction) {
  return tx.select(columns).from(priceEntryTable).innerJoin(priceBookTable, eq(priceBookTable.id, priceEntryTable.bookId)).$dynamic();
}

/** One price entry as the database holds it. Instants are RFC 3339 text in UTC; null is an open end, or a thing nobody said. */
export type PriceEntryRow = Awaited<ReturnType<typeof selectPriceEntries>>[number];

/**
 * A stored entry → the entry core rates by, under the id of its row: an entry based on another by what it was to multiply when it was published, to the same digit
 * for ever. It was checked before it was written, so it cannot be refused now.
 */
export function ratedEntry(row: PriceEntryRow): PriceEntry {
  return ratedPrice(row);
}

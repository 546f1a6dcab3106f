import { invariant, priceBook, type PriceBook } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { priceBookTable, priceBookVersionTable } from './price-book.table.ts';
import { priceEntryTable } from './price-entry.table.ts';
import { ratedEntry, selectPriceEntries } from './price-entry-row.ts';

/**
 * The cost book as it is known now, kept in memory: each use compares one number with the database and reads the entries again only when a
 * publication raised it. So every process prices by what was committed before its transaction asked, and by nothing older.
 */
export class BookInMemory {
  #held: { readonly version: bigint; readonly book: PriceBook } | undefined;

  /** The cost book as known when `tx` asks. Entries carry the ids of their rows, so a quote can pin them. */
  async current(tx: Transaction): Promise<PriceBook> {
    const rows = await tx.select({ version: priceBookVersionTable.version }).from(priceBookVersionTable);
    const version = rows[0]?.version;
    invariant(version !== undefined, 'The price book has a version from its first migration on.');
    if (this.#held?.version === version) return this.#held.book;
    const book = await readKnownNow(tx);
    this.#held = { version, book };
    return book;
  }
}

async function readKnownNow(tx: Transaction): Promise<PriceBook> {
  const rows = await selectPriceEntries(tx).where(and(eq(priceBookTable.name, 'cost'), sql`upper_inf(${priceEntryTable.known})`));
  const book = priceBook(rows.map(ratedEntry));
  invariant(book.ok, 'The database refuses overlapping entries, so those it holds make a book.');
  return book.value;
}

import { invariant, priceBook, type PriceBook } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import { withWorkspaceAsking, type Database, type Transaction } from '../platform/database.ts';
import { findEntriesById } from './find-price-entries.ts';
import { priceBookTable } from './price-book.table.ts';
import { priceEntryTable } from './price-entry.table.ts';
import { ratedEntry, selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';

/** The cost book as known at one moment: to price by, and its rows by id, to show. */
export interface HeldBook {
  readonly version: string;
  readonly book: PriceBook;
  readonly rows: ReadonlyMap<string, PriceEntryRow>;
}

/**
 * The cost book as it is known now, kept in memory: each use compares one number with the database and reads the entries again only when a
 * publication raised it. So every process prices by what was committed before its transaction asked, and by nothing older.
 */
export class BookInMemory {
  #held: HeldBook | undefined;

  /** The book as it was last read. Whoever prices by it has its version compared when the price is stored. Undefined: it never was. */
  remembered(): HeldBook | undefined {
    return this.#held;
  }

  /** The cost book at the version that a transaction was told. Entries carry the ids of their rows, so a quote can pin them. */
  async at(tx: Transaction, version: string): Promise<HeldBook> {
    if (this.#held?.version === version) return this.#held;
    const held = await readKnownNow(tx, version);
    this.#held = held;
    return held;
  }
}

const versionQuestion = 'SELECT version FROM price_book_version';

/** Runs `work` as `withWorkspace` does, with the cost book as known when the transaction began: its version comes on the way in. */
export function withBook<T>(
  at: { readonly database: Database; readonly book: BookInMemory },
  workspaceId: string,
  work: (tx: Transaction, held: HeldBook) => Promise<T>,
): Promise<T> {
  return withWorkspaceAsking(at.database, { workspaceId, question: versionQuestion }, async (tx, version) =>
    work(tx, await at.book.at(tx, version)),
  );
}

/** Entries by id: from the book in memory where it has them all; entries that were amended since are read from the database. */
export async function citedEntries(tx: Transaction, held: HeldBook, ids: readonly string[]): Promise<ReadonlyMap<string, PriceEntryRow>> {
  return ids.every((id) => held.rows.has(id)) ? held.rows : await findEntriesById(tx, ids);
}

async function readKnownNow(tx: Transaction, version: string): Promise<HeldBook> {
  const rows = await selectPriceEntries(tx).where(and(eq(priceBookTable.name, 'cost'), sql`upper_inf(${priceEntryTable.known})`));
  const book = priceBook(rows.map(ratedEntry));
  invariant(book.ok, 'The database refuses overlapping entries, so those it holds make a book.');
  return { version, book: book.value, rows: new Map(rows.map((row) => [row.id, row])) };
}

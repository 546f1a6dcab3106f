import { invariant, priceBook, type PriceBook, type PriceEntry } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { withWorkspaceAsking, type Database, type Transaction } from '../platform/database.ts';
import { findEntriesById, isKnown } from './find-price-entries.ts';
import { priceBookTable } from './price-book.table.ts';
import { priceEntryTable } from './price-entry.table.ts';
import { ratedEntry, selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';

/** The cost book as known at one moment: to price by, and its rows by id, to show. */
export interface HeldBook {
  readonly version: string;
  readonly book: PriceBook;
  readonly rows: ReadonlyMap<string, PriceEntryRow>;
}

/** A held book with the entries it was made of, so that the next one is made of what is new alone. */
interface KeptBook extends HeldBook {
  readonly entries: ReadonlyMap<string, PriceEntry>;
}

/**
 * The cost book as it is known now, kept in memory: each use compares one number with the database and reads the entries again only when a
 * publication raised it. So every process prices by what was committed before its transaction asked, and by nothing older.
 */
export class BookInMemory {
  #held: KeptBook | undefined;

  /** The book as it was last read. Whoever prices by it has its version compared when the price is stored. Undefined: it never was. */
  remembered(): HeldBook | undefined {
    return this.#held;
  }

  /** The cost book at the version that a transaction was told. Entries carry the ids of their rows, so a quote can pin them. */
  async at(tx: Transaction, version: string): Promise<HeldBook> {
    if (this.#held?.version === version) return this.#held;
    const held = await readKnownNow(tx, version, this.#held);
    this.#held = held;
    return held;
  }
}

/** What asking for the book needs. */
interface Shelf {
  readonly database: Database;
  readonly book: BookInMemory;
}

/** The cost book as known now, in a transaction of its own. */
export function bookKnownNow(shelf: Shelf, workspaceId: string): Promise<HeldBook> {
  return withBook(shelf, workspaceId, async (_tx, held) => held);
}

/** Entries by id, as `citedEntries`, for whoever has no transaction: by the book of a version, which is read anew where memory has another. */
export async function citedAt(
  shelf: Shelf,
  at: { readonly workspaceId: string; readonly version: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, PriceEntryRow>> {
  const remembered = shelf.book.remembered();
  if (remembered?.version === at.version && ids.every((id) => remembered.rows.has(id))) return remembered.rows;
  return await withBook(shelf, at.workspaceId, (tx, held) => citedEntries(tx, held, ids));
}

const versionQuestion = 'SELECT version FROM price_book_version';

/** Runs `work` as `withWorkspace` does, with the cost book as known when the transaction began: its version comes on the way in. */
export function withBook<T>(shelf: Shelf, workspaceId: string, work: (tx: Transaction, held: HeldBook) => Promise<T>): Promise<T> {
  return withWorkspaceAsking(shelf.database, { workspaceId, question: versionQuestion }, async (tx, version) =>
    work(tx, await shelf.book.at(tx, version)),
  );
}

/** Entries by id: from the book in memory where it has them all; entries that were amended since are read from the database. */
export async function citedEntries(tx: Transaction, held: HeldBook, ids: readonly string[]): Promise<ReadonlyMap<string, PriceEntryRow>> {
  return ids.every((id) => held.rows.has(id)) ? held.rows : await findEntriesById(tx, ids);
}

/** An entry that was read once is read no more: but for the end of what we knew, it never changes. */
async function readKnownNow(tx: Transaction, version: string, before: KeptBook | undefined): Promise<KeptBook> {
  const isCost = and(eq(priceBookTable.name, 'cost'), isKnown(undefined));
  const ids = before === undefined ? [] : await knownIds(tx);
  const held = ids.filter((id) => before?.rows.has(id));
  const missing = ids.filter((id) => before?.rows.has(id) !== true);
  const read =
    before === undefined || missing.length > 0
      ? await selectPriceEntries(tx).where(and(isCost, before && inArray(priceEntryTable.id, missing)))
      : [];
  const rows = new Map(
    [...held.map((id) => [id, before?.rows.get(id)] as const), ...read.map((row) => [row.id, row] as const)].filter(isThere),
  );
  const entries = new Map([...rows.values()].map((row) => [row.id, before?.entries.get(row.id) ?? ratedEntry(row)]));
  const book = priceBook([...entries.values()]);
  invariant(book.ok, 'The database refuses overlapping entries, so those it holds make a book.');
  return { version, book: book.value, rows, entries };
}

async function knownIds(tx: Transaction): Promise<readonly string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT e.id FROM price_entry AS e JOIN price_book AS b ON b.id = e.book_id WHERE b.name = 'cost' AND upper_inf(e.known)`);
  return rows.map(({ id }) => id);
}

function isThere(pair: readonly [string, PriceEntryRow | undefined]): pair is readonly [string, PriceEntryRow] {
  return pair[1] !== undefined;
}

import { invariant, priceBook, type PriceBook, type PriceEntry } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { withWorkspaceAsking, type Database, type Transaction } from '../platform/database.ts';
import { findEntriesById, isKnown } from './find-price-entries.ts';
import { priceEntryTable } from './price-entry.table.ts';
import { ratedEntry, selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';
import { SellBooks, type SellEntry } from './sell-books.ts';

/** The books as known at one moment: to price by, and their rows by id, to show. */
export interface HeldBook {
  readonly version: string;
  /** What providers take. */
  readonly book: PriceBook;
  /** What a workspace is charged at an instant, RFC 3339; undefined: what providers take. */
  readonly soldTo: (workspaceId: string, at: string) => PriceBook | undefined;
  readonly rows: ReadonlyMap<string, PriceEntryRow>;
  /** The entries of every sell book, with the name of it. */
  readonly sells: readonly NamedSellEntry[];
}

/** An entry of the sell book of that name. */
interface NamedSellEntry extends SellEntry {
  readonly id: string;
  readonly book: string;
}

/** A held book with the entries it was made of, so that the next one is made of what is new alone. */
interface KeptBook extends HeldBook {
  readonly entries: ReadonlyMap<string, PriceEntry>;
}

/**
 * The books as they are known now, kept in memory: each use compares one number with the database and reads the entries again only when a
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
    const held = await readKnown(tx, { version, before: this.#held });
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

/** The version that the book has for a transaction. */
export async function bookVersion(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ version: string }>(sql`SELECT version::text AS version FROM price_book_version`);
  const [found] = rows;
  invariant(found !== undefined, 'There is one row of the version of the book.');
  return found.version;
}

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

/** The books as they were known at an instant, RFC 3339: read anew, and not kept. */
export async function booksKnownAt(tx: Transaction, knownAt: string): Promise<HeldBook> {
  return await readKnown(tx, { version: '', knownAt });
}

interface Reading {
  readonly version: string;
  readonly before?: KeptBook | undefined;
  /** Undefined: now. */
  readonly knownAt?: string;
}

/**
 * An entry that was read once is read no more: but for the end of what we knew, it never changes. Which ones are known comes from one statement, so that no publication
 * is seen by half.
 */
async function readKnown(tx: Transaction, { version, before, knownAt }: Reading): Promise<KeptBook> {
  const ids = await knownIds(tx, knownAt);
  const missing = ids.filter((id) => before?.rows.has(id) !== true);
  const read =
    missing.length === 0 ? [] : await selectPriceEntries(tx).where(sql`${priceEntryTable.id} = ANY(${sql.param(missing)}::uuid[])`);
  const found = new Map(read.map((row) => [row.id, row]));
  const rows = new Map<string, PriceEntryRow>();
  for (const id of ids) {
    const row = before?.rows.get(id) ?? found.get(id);
    invariant(row !== undefined, 'A price entry is never deleted.');
    rows.set(id, row);
  }
  const entries = new Map([...rows.values()].map((row) => [row.id, before?.entries.get(row.id) ?? ratedEntry(row)]));
  const costs = [...rows.values()]
    .filter((row) => row.book === 'cost')
    .map(({ id }) => entries.get(id))
    .filter((entry) => entry !== undefined);
  const book = priceBook(costs);
  invariant(book.ok, 'The database refuses overlapping entries, so those it holds make a book.');
  const sells = [...rows.values()].flatMap(({ id, book: name, scope }) => {
    const entry = entries.get(id);
    return name === 'cost' || entry === undefined ? [] : [{ id, book: name, scope, entry }];
  });
  const sold = new SellBooks(sells, costs);
  return { version, book: book.value, sells, soldTo: (workspaceId, at) => sold.soldTo(workspaceId, at), rows, entries };
}

async function knownIds(tx: Transaction, knownAt: string | undefined): Promise<readonly string[]> {
  const rows = await tx.select({ id: priceEntryTable.id }).from(priceEntryTable).where(isKnown(knownAt));
  return rows.map(({ id }) => id);
}

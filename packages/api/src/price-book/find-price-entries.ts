import { entryInForce, invariant, priceBook } from '@halfpenny/core';
import { and, count, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { bookNamed, booksSeen, type BooksSeen } from './books-seen.ts';
import { holds, priceEntryTable } from './price-entry.table.ts';
import { ratedEntry, selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';

/** What an entry in force is looked up by. Instants are RFC 3339. */
export interface InForceKey {
  readonly provider: string;
  readonly model: string;
  readonly mode: 'realtime' | 'batch';
  readonly book: string;
  /** The instant the price applies at. */
  readonly at: string;
  /** The instant whose knowledge is asked for; absent: that of now, whatever any clock says. */
  readonly knownAt?: string | undefined;
  /** Whose books are looked at: its own sell book of that name goes before the one for all. */
  readonly workspaceId: string;
}

/**
 * The entry of a book that applied at one instant, as known at another; undefined where there is none.
 * Names resolve as in core: the exact name first, then the model that a snapshot or an alias stands for.
 */
export async function findEntryInForce(tx: Transaction, key: InForceKey): Promise<PriceEntryRow | undefined> {
  const { provider, mode, model, valid } = priceEntryTable;
  const atProvider = and(
    eq(priceEntryTable.bookId, bookNamed(key)),
    eq(provider, key.provider),
    eq(mode, key.mode),
    holds(valid, key.at),
    isKnown(key.knownAt),
  );
  const [exact] = await selectPriceEntries(tx).where(and(atProvider, eq(model, key.model)));
  if (exact !== undefined) return exact;
  const rows = await selectPriceEntries(tx).where(atProvider);
  const book = priceBook(rows.map((row) => ratedEntry(priced(row))));
  invariant(book.ok, 'The database refuses overlapping entries, so those of one instant make a book.');
  const found = entryInForce(book.value, key, key.at);
  return found.ok ? rows.find(({ id }) => id === found.value.id) : undefined;
}

/** A margin over the cost book has no price in its own book; which entry is in force does not depend on prices. */
function priced(row: PriceEntryRow): PriceEntryRow {
  return row.tariff.basedOn?.book === undefined ? row : { ...row, tariff: { components: [{ meter: 'image', price: '0', per: 1 }] } };
}

/** Whether an entry is what we knew at an instant; without one, what we know now. */
export function isKnown(knownAt: string | undefined): SQL {
  return knownAt === undefined ? sql`upper_inf(${priceEntryTable.known})` : holds(priceEntryTable.known, knownAt);
}

/** Entries by id, for what cites them: a quote's offers, a ledger's lines. */
export async function findEntriesById(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, PriceEntryRow>> {
  if (ids.length === 0) return new Map();
  const rows = await selectPriceEntries(tx).where(inArray(priceEntryTable.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same, of the books that somebody may see. */
export async function findSeenById(tx: Transaction, ids: readonly string[], seen: BooksSeen): Promise<ReadonlyMap<string, PriceEntryRow>> {
  const rows = await selectPriceEntries(tx).where(
    and(inArray(priceEntryTable.id, [...ids]), inArray(priceEntryTable.bookId, booksSeen(seen))),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which entries to list: a list speaks of one state of knowledge. */
export interface PriceEntryChoice {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly mode?: 'realtime' | 'batch' | undefined;
  /** Absent: entries of every period. */
  readonly at?: string | undefined;
  /** Absent: what is known now. */
  readonly knownAt?: string | undefined;
  /** Absent: all that may be seen. */
  readonly book?: string | undefined;
  readonly seen: BooksSeen;
}

/** A page of entries by provider, model, mode and start, after the entry named by `after`; and how many there are on all pages. */
export async function listPriceEntries(
  tx: Transaction,
  choice: PriceEntryChoice,
  page: { readonly first: number; readonly after?: string | undefined },
): Promise<{ readonly rows: readonly PriceEntryRow[]; readonly more: boolean; readonly total: number }> {
  const chosen = chosenBy(choice);
  const beyond =
    page.after === undefined ? undefined : sql`(${sortKey}) > (SELECT ${sortKey} FROM ${priceEntryTable} WHERE id = ${page.after})`;
  const rows = await selectPriceEntries(tx)
    .where(and(chosen, beyond))
    .orderBy(
      priceEntryTable.provider,
      priceEntryTable.model,
      priceEntryTable.mode,
      sql`lower(${priceEntryTable.valid})`,
      priceEntryTable.id,
    )
    .limit(page.first + 1);
  const counted = await tx.select({ total: count() }).from(priceEntryTable).where(chosen);
  return { rows: rows.slice(0, page.first), more: rows.length > page.first, total: counted[0]?.total ?? 0 };
}

const sortKey = sql`${priceEntryTable.provider}, ${priceEntryTable.model}, ${priceEntryTable.mode}, lower(${priceEntryTable.valid}), ${priceEntryTable.id}`;

function chosenBy(choice: PriceEntryChoice): SQL | undefined {
  return and(
    choice.provider === undefined ? undefined : eq(priceEntryTable.provider, choice.provider),
    choice.model === undefined ? undefined : eq(priceEntryTable.model, choice.model),
    choice.mode === undefined ? undefined : eq(priceEntryTable.mode, choice.mode),
    choice.at === undefined ? undefined : holds(priceEntryTable.valid, choice.at),
    isKnown(choice.knownAt),
    choice.book === undefined
      ? inArray(priceEntryTable.bookId, booksSeen(choice.seen))
      : eq(priceEntryTable.bookId, bookNamed({ ...choice.seen, book: choice.book })),
    choice.seen.cost ? undefined : sql`${priceEntryTable.bookId} <> (SELECT id FROM price_book WHERE name = 'cost')`,
  );
}

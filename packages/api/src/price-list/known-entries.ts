import { invariant, knownPriceInput, priceEntry, type PriceEntry } from '@halfpenny/core';
import { and, eq } from 'drizzle-orm';
import { withWorkspace, type Database } from '../platform/database.ts';
import { bookNamed } from '../price-book/books-seen.ts';
import { isKnown } from '../price-book/find-price-entries.ts';
import { holds, priceEntryTable } from '../price-book/price-entry.table.ts';
import { selectPriceEntries } from '../price-book/price-entry-row.ts';

/** Which entries of which book. Instants are RFC 3339. */
export interface KnownChoice {
  readonly workspaceId: string;
  readonly book: string;
  /** Absent: of every period. */
  readonly at?: string | undefined;
  /** Absent: as known now. */
  readonly knownAt?: string | undefined;
}

/** The entries of a book as they were written, by provider, model, mode and start: what is based on another names it, and has no prices. */
export async function knownEntries(database: Database, choice: KnownChoice): Promise<readonly PriceEntry[]> {
  const { provider, model, mode, valid, bookId } = priceEntryTable;
  const { at, knownAt } = choice;
  const rows = await withWorkspace(database, choice.workspaceId, (tx) =>
    selectPriceEntries(tx)
      .where(and(eq(bookId, bookNamed(choice)), isKnown(knownAt), at === undefined ? undefined : holds(valid, at)))
      .orderBy(provider, model, mode, valid),
  );
  return rows.map((row) => {
    const entry = priceEntry(knownPriceInput(row));
    invariant(entry.ok, `Price entry ${row.id} was checked before it was stored.`);
    return entry.value;
  });
}

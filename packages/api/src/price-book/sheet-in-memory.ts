import { withWorkspaceAsking, type Database } from '../platform/database.ts';
import { readPriceSheet, type SheetKey } from './price-sheet.ts';

/** The sheet that was asked for last, kept for as long as no publication raises the version of the book. */
export class SheetInMemory {
  #kept: { readonly key: string; readonly entries: readonly object[] } | undefined;

  constructor(private readonly database: Database) {}

  /** The entries of a book as known now: from memory where the book is still at the version that they were read at. */
  knownNow(sheet: Omit<SheetKey, 'knownAt'>): Promise<readonly object[]> {
    const { workspaceId } = sheet;
    const question = 'SELECT version FROM price_book_version';
    return withWorkspaceAsking(this.database, { workspaceId, question }, async (tx, version) => {
      const key = [workspaceId, sheet.book, version].join(' ');
      if (this.#kept?.key === key) return this.#kept.entries;
      const entries = await readPriceSheet(tx, sheet);
      this.#kept = { key, entries };
      return entries;
    });
  }
}

import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { bookNamed } from './books-seen.ts';
import { holds, priceEntryTable } from './price-entry.table.ts';
import { selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';

/** Which book, and whose knowledge of it. */
export interface SheetKey {
  readonly workspaceId: string;
  readonly book: string;
  /** Whose knowledge; undefined: what is still held to be true. */
  readonly knownAt?: string | undefined;
}

/**
 * A whole book as known at an instant, every period of it: ten thousand entries are some six megabytes. A list of GraphQL objects would take
 * ten times as long, for each of their fields would be resolved on its own.
 */
export async function readPriceSheet(tx: Transaction, { workspaceId, book, knownAt }: SheetKey): Promise<readonly object[]> {
  const { provider, model, mode, valid, known } = priceEntryTable;
  const believed = knownAt === undefined ? sql`upper_inf(${known})` : holds(known, knownAt);
  const rows = await selectPriceEntries(tx)
    .where(and(eq(priceEntryTable.bookId, bookNamed({ workspaceId, book })), believed))
    .orderBy(sql`${provider} COLLATE "C"`, sql`${model} COLLATE "C"`, sql`${mode} DESC`, sql`lower(${valid})`);
  return rows.map(sheetEntry);
}

function sheetEntry({ book: _book, scope: _scope, mode, kind, ...row }: PriceEntryRow): object {
  return { ...row, mode: mode.toUpperCase(), kind: kind.toUpperCase() };
}

import { entryInForce } from '@halfpenny/core';
import { SellBooks, type SellEntry } from '../price-book/sell-books.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { keyText } from './price-under.ts';
import type { PriceUnder } from './price-under.ts';
import type { DraftedPrices } from './price-under-drafts.ts';
import type { UsedRow } from './usage-set.ts';

/** The sell book that is drafted, and what the drafts make of it. */
export interface SellPrices {
  readonly book: { readonly name: string; readonly scope: string };
  readonly drafted: DraftedPrices;
  readonly atProvider: string | undefined;
}

/**
 * By which sell price each caller would have been charged under the drafts of a sell book: that in force when the quote was priced, in the book of the workspace or
 * the one for all. A price that a draft brings later is taken as if it held then. Where a workspace would have had no sell book yet, what it was charged stands.
 */
export function sellUnder({ sells, book: costs }: HeldBook, { book, drafted, atProvider }: SellPrices): (row: UsedRow) => PriceUnder {
  const others: readonly SellEntry[] = sells.filter((sell) => sell.book !== book.name || sell.scope !== book.scope);
  const books = new SellBooks([...others, ...drafted.entries.map((entry) => ({ scope: book.scope, entry }))], costs.entries);
  const ownKeys = new Set(others.map(({ scope, entry }) => `${scope}\n${keyText(entry)}`));
  const beginOf = (row: UsedRow, key: string): string | undefined => {
    const isTheirs = book.scope === '*' ? !ownKeys.has(`${row.workspaceId}\n${key}`) : book.scope === row.workspaceId;
    return isTheirs ? drafted.begins.get(key) : undefined;
  };
  return (row) => {
    const key = { provider: atProvider ?? row.provider, model: row.model, mode: row.mode };
    const begin = beginOf(row, keyText(key));
    const pricedAt = row.pricedAt ?? row.servedAt;
    const at = begin !== undefined && begin > pricedAt ? begin : pricedAt;
    const sold = books.soldTo(row.workspaceId, at);
    if (sold === undefined) return { kind: 'stands' };
    const entry = entryInForce(sold, key, at);
    return entry.ok ? { kind: 'entry', entry: entry.value } : { kind: 'none' };
  };
}

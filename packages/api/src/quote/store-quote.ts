import { invariant } from '@halfpenny/core';
import { and, asc, inArray } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database.ts';
import { pinnedIds } from '../price-book/cited-entry.ts';
import type { QuoteRecord } from './quote-record.ts';
import { quoteLineTable, quoteOfferTable, quoteTable } from './quote.table.ts';

/** Writes a quote with its offers and lines. It can never be changed afterwards. */
export async function storeQuote(tx: Transaction, record: QuoteRecord): Promise<void> {
  await tx.$client.query({ name: 'write-quote', text: 'SELECT write_quote($1, $2, $3)', values: texts(record) });
}

/**
 * Writes a quote in a transaction of its own and one round trip, if the price book still has the version it was priced by. False: it has
 * another, and nothing was stored. The function of the database takes the service's role and names the workspace, as `withWorkspace` does.
 */
export async function storeQuoteAlone(database: Database, record: QuoteRecord, version: string): Promise<boolean> {
  const { rows } = await database.$client.query<{ stored: boolean }>({
    name: 'store-quote',
    text: 'SELECT store_quote($1, $2, $3, $4, $5) AS stored',
    values: [record.quote.workspaceId, version, ...texts(record)],
  });
  return rows[0]?.stored === true;
}

/** Quote, offers and lines as the database writes them, their fields named as they are here. */
export function quoteParts(record: QuoteRecord) {
  invariant(record.offers.length > 0, 'A quote has at least one offer.');
  const offers = record.offers.map(({ offer }) => offer);
  const lines = record.offers.flatMap((offer) => offer.lines);
  return { quote: record.quote, offers, lines };
}

function texts(record: QuoteRecord): string[] {
  return Object.values(quoteParts(record)).map((part) => JSON.stringify(part));
}

/** The ids of the price entries a quote pins. */
export function pinnedBy({ offers }: QuoteRecord): readonly string[] {
  return pinnedIds(offers.map(({ offer }) => offer));
}

/** The quote of an id in the workspace of the transaction; undefined where there is none. */
export async function readQuote(tx: Transaction, id: string): Promise<QuoteRecord | undefined> {
  const [record] = await readQuotes(tx, [id]);
  return record;
}

/** The quotes of some ids in the workspace of the transaction, in the order of the ids; an id without a quote has none. */
export async function readQuotes(tx: Transaction, ids: readonly string[]): Promise<readonly QuoteRecord[]> {
  if (ids.length === 0) return [];
  const quotes = await tx
    .select()
    .from(quoteTable)
    .where(inArray(quoteTable.id, [...ids]));
  const asked = quotes.map((quote) => quote.id);
  if (asked.length === 0) return [];
  const offers = await tx.select().from(quoteOfferTable).where(inArray(quoteOfferTable.quoteId, asked)).orderBy(asc(quoteOfferTable.rank));
  const workspaces = quotes.map((quote) => quote.workspaceId);
  const lines = await tx
    .select()
    .from(quoteLineTable)
    .where(and(inArray(quoteLineTable.workspaceId, workspaces), inArray(quoteLineTable.quoteId, asked)))
    .orderBy(asc(quoteLineTable.position));
  const records = quotes.map((quote) => {
    const own = offers.filter((offer) => offer.quoteId === quote.id);
    return { quote, offers: own.map((offer) => ({ offer, lines: lines.filter((line) => line.offerId === offer.id) })) };
  });
  return records.toSorted((a, b) => ids.indexOf(a.quote.id) - ids.indexOf(b.quote.id));
}

import { invariant } from '@halfpenny/core';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { QuoteRecord } from './quote-record.ts';
import { quoteLineTable, quoteOfferTable, quoteTable } from './quote.table.ts';

/** Writes a quote with its offers and lines. It can never be changed afterwards. */
export async function storeQuote(tx: Transaction, record: QuoteRecord): Promise<void> {
  invariant(record.offers.length > 0, 'A quote has at least one offer.');
  await tx.insert(quoteTable).values(record.quote);
  await tx.insert(quoteOfferTable).values(record.offers.map(({ offer }) => offer));
  const lines = record.offers.flatMap((offer) => offer.lines);
  if (lines.length > 0) await tx.insert(quoteLineTable).values(lines);
}

/** The ids of the price entries a quote pins. */
export function pinnedBy({ offers }: QuoteRecord): readonly string[] {
  return offers.map(({ offer }) => offer.priceEntryId);
}

/** The quote of an id in the workspace of the transaction; undefined where there is none. */
export async function readQuote(tx: Transaction, id: string): Promise<QuoteRecord | undefined> {
  const [quote] = await tx.select().from(quoteTable).where(eq(quoteTable.id, id));
  if (quote === undefined) return undefined;
  const offers = await tx.select().from(quoteOfferTable).where(eq(quoteOfferTable.quoteId, id)).orderBy(asc(quoteOfferTable.rank));
  const lines = await tx
    .select()
    .from(quoteLineTable)
    .where(and(eq(quoteLineTable.workspaceId, quote.workspaceId), eq(quoteLineTable.quoteId, id)))
    .orderBy(asc(quoteLineTable.position));
  return { quote, offers: offers.map((offer) => ({ offer, lines: lines.filter((line) => line.offerId === offer.id) })) };
}

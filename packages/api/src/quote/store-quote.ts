import { invariant } from '@halfpenny/core';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { QuoteRecord } from './quote-record.ts';
import { quoteLineTable, quoteOfferTable, quoteTable } from './quote.table.ts';

/** Writes a quote with its offers and lines. It can never be changed afterwards. */
export async function storeQuote(tx: Transaction, record: QuoteRecord): Promise<void> {
  invariant(record.offers.length > 0, 'A quote has at least one offer.');
  const offers = record.offers.map(({ offer }) => offer);
  const lines = record.offers.flatMap((offer) => offer.lines);
  await tx.$client.query({ name: 'store-quote', text: insertion, values: [record.quote, offers, lines].map(storedJson) });
}

/** One statement, prepared once on each connection; the fields of a record are named as they are in it. */
const insertion = `
  WITH quoted AS (
    INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, refused_providers, created_at, priced_at, expires_at)
    SELECT "workspaceId", id, "requestHash", request, mode, executable, "refusedProviders", "createdAt", "pricedAt", "expiresAt"
    FROM jsonb_to_record($1::jsonb) AS q ("workspaceId" uuid, id uuid, "requestHash" text, request jsonb, mode text, executable boolean,
      "refusedProviders" jsonb, "createdAt" timestamptz, "pricedAt" timestamptz, "expiresAt" timestamptz)
  ), offered AS (
    INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling,
                             resolved, pitfalls)
    SELECT "workspaceId", "quoteId", id, rank, provider, model, exactness, "priceEntryId", currency, floor, expected, ceiling, resolved, pitfalls
    FROM jsonb_to_recordset($2::jsonb) AS o ("workspaceId" uuid, "quoteId" uuid, id uuid, rank smallint, provider text, model text,
      exactness text, "priceEntryId" uuid, currency text, floor numeric, expected numeric, ceiling numeric, resolved jsonb, pitfalls jsonb)
  )
  INSERT INTO quote_line (workspace_id, quote_id, offer_id, position, meter, label, quantity, unit_price, per, amount, rounded)
  SELECT "workspaceId", "quoteId", "offerId", position, meter, label, quantity, "unitPrice", per, amount, rounded
  FROM jsonb_to_recordset($3::jsonb) AS l ("workspaceId" uuid, "quoteId" uuid, "offerId" uuid, position smallint, meter text, label text,
    quantity numeric, "unitPrice" numeric, per numeric, amount numeric, rounded boolean)`;

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

import type { quoteLineTable, quoteOfferTable, quoteTable } from './quote.table.ts';

/** A quote as it is stored: its row, and its offers, best first, each with its lines. What is stored and what is shown both come from this. */
export interface QuoteRecord {
  readonly quote: typeof quoteTable.$inferSelect;
  readonly offers: readonly OfferRecord[];
}

/** Whether an offer is at a sell price, which is not what the provider takes. */
export function isSold({ offer }: OfferRecord): boolean {
  return offer.costEntryId !== null;
}

/** An offer as it is stored. */
export interface OfferRecord {
  readonly offer: typeof quoteOfferTable.$inferSelect;
  readonly lines: readonly (typeof quoteLineTable.$inferSelect)[];
}

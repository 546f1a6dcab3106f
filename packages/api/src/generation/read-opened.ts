import { invariant } from '@halfpenny/core';
import type { PriceEntry } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { citedEntries } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { pinnedEntry, pinnedIds } from '../price-book/cited-entry.ts';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';
import { readQuote } from '../quote/store-quote.ts';

/** What a generation was opened with, as it is stored. */
export interface OpenedWith {
  readonly record: QuoteRecord;
  readonly chosen: OfferRecord;
  /** What the caller pays by. */
  readonly pinned: PriceEntry;
}

/** The quote, the offer and the pinned entry of a generation. All three are there: none of them is ever deleted. */
export async function readOpened(
  tx: Transaction,
  held: HeldBook,
  { quoteId, offerId }: { readonly quoteId: string; readonly offerId: string },
): Promise<OpenedWith> {
  const record = await readQuote(tx, quoteId);
  const chosen = record?.offers.find(({ offer }) => offer.id === offerId);
  invariant(record !== undefined && chosen !== undefined, 'A generation has an offer of a quote, and neither is ever deleted.');
  const rows = await citedEntries(tx, held, pinnedIds([chosen.offer]));
  return { record, chosen, pinned: pinnedEntry(rows, chosen.offer) };
}

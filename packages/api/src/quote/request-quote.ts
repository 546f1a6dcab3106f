import { accepted, mostPressing, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import { composeQuote } from './compose-quote.ts';
import { givenRequest } from './image-request.ts';
import { countPrompt, priceRequest } from './price-request.ts';
import type { Counted } from './price-request.ts';
import type { QuoteRecord } from './quote-record.ts';
import type { QuoteInput } from './quote-input.type.ts';
import { unsupportedFields } from './refuse-unsupported.ts';
import { storeQuote } from './store-quote.ts';

/** What quoting needs from the outside. */
export interface QuoteParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly book: BookInMemory;
  readonly quoteTtlSeconds: number;
}

/** When a quote is made, and at which instant's prices. */
export interface QuoteInstants {
  readonly createdAt: Date;
  readonly pricedAt: Date;
}

/**
 * Prices a request at every provider and stores the quote with the entries it pins. A refusal stores nothing.
 * Refusals lead from the input on: an illegal size is at `['request', 'size']`.
 */
export async function requestQuote(parts: QuoteParts, workspaceId: string, input: QuoteInput): Promise<Outcome<QuoteRecord>> {
  const unsupported = mostPressing(unsupportedFields(input));
  if (unsupported !== undefined) return refused(unsupported);
  const counted = await countPrompt({ request: givenRequest(input.request), providers: input.providers ?? undefined, mode: input.mode });
  const createdAt = parts.clock();
  const pricedAt = input.pricedAt == null ? createdAt : new Date(input.pricedAt);
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const record = await priceQuote(tx, parts, { workspaceId, counted, createdAt, pricedAt });
    if (record.ok) await storeQuote(tx, record.value);
    return record;
  });
}

/** Prices a counted request by the book as it is known now, without storing anything. */
export async function priceQuote(
  tx: Transaction,
  parts: QuoteParts,
  asking: QuoteInstants & { readonly workspaceId: string; readonly counted: Counted },
): Promise<Outcome<QuoteRecord>> {
  const book = await parts.book.current(tx);
  const priced = priceRequest(book, asking.counted, asking.pricedAt.toISOString());
  if (!priced.ok) return priced;
  const occasion = { ...asking, ttlSeconds: parts.quoteTtlSeconds, newId: parts.newId };
  return accepted(composeQuote(asking.counted.asked, priced.value, occasion));
}

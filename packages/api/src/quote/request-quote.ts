import { accepted, refused, underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BookInMemory, HeldBook } from '../price-book/book-in-memory.ts';
import { findUploads } from '../uploads/find-uploads.ts';
import { composeQuote } from './compose-quote.ts';
import { namedUploads, uploadProblem } from './input-images.ts';
import { prepareRequest } from './prepare-request.ts';
import { countPrompt } from './price-request.ts';
import type { Counted } from './price-request.ts';
import { priceSold } from './price-sold.ts';
import type { QuoteRecord } from './quote-record.ts';
import type { QuoteInput } from './quote-input.type.ts';
import { storeQuote, storeQuoteAlone } from './store-quote.ts';

/** What quoting needs from the outside. */
export interface QuoteParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly book: BookInMemory;
  readonly quoteTtlSeconds: number;
}

/** When a quote is made, and at which instant's prices. */
interface QuoteInstants {
  readonly createdAt: Date;
  readonly pricedAt: Date;
}

/**
 * Prices a request at every provider and stores the quote with the entries it pins. A refusal stores nothing.
 * Refusals lead from the input on: an illegal size is at `['request', 'size']`.
 */
export async function requestQuote(parts: QuoteParts, workspaceId: string, input: QuoteInput): Promise<Outcome<MadeQuote>> {
  const createdAt = parts.clock();
  const uploads = await findUploads(parts.database, workspaceId, namedUploads(input.request));
  const unusable = uploadProblem(input.request, uploads, createdAt);
  if (unusable !== undefined) return refused(underPath(unusable, ['request']));
  const asked = await prepareRequest(parts.database, workspaceId, Object.assign({}, input, { uploads }));
  if (!asked.ok) return asked;
  const counted = await countPrompt(asked.value);
  const pricedAt = input.pricedAt == null ? createdAt : new Date(input.pricedAt);
  const asking = { workspaceId, counted, createdAt, pricedAt };
  const remembered = parts.book.remembered();
  if (remembered !== undefined) {
    const record = priceQuote(remembered, parts, asking);
    if (record.ok && (await storeQuoteAlone(parts.database, record.value, remembered.version))) {
      return accepted({ record: record.value, entries: remembered.rows });
    }
  }
  return await priceAnew(parts, asking);
}

type Asking = QuoteInstants & { readonly workspaceId: string; readonly counted: Counted };

/** With the version of the book read first: where nothing is remembered, where a publication came between, and before anything is refused. */
async function priceAnew(parts: QuoteParts, asking: Asking): Promise<Outcome<MadeQuote>> {
  return await withBook(parts, asking.workspaceId, async (tx, held) => {
    const record = priceQuote(held, parts, asking);
    if (!record.ok) return record;
    await storeQuote(tx, record.value);
    return accepted({ record: record.value, entries: held.rows });
  });
}

/** A quote that was stored, and the price entries it pins, by id. */
export interface MadeQuote {
  readonly record: QuoteRecord;
  readonly entries: HeldBook['rows'];
}

/** Prices a counted request for a workspace by the books, without storing anything. */
export function priceQuote(held: HeldBook, parts: QuoteParts, asking: Asking): Outcome<QuoteRecord> {
  const priced = priceSold(held, asking, asking.pricedAt.toISOString());
  if (!priced.ok) return priced;
  const occasion = { ...asking, ttlSeconds: parts.quoteTtlSeconds, newId: parts.newId };
  return accepted(composeQuote(asking.counted.asked, priced.value, occasion));
}

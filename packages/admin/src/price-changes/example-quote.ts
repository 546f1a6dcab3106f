import { parseInstant, priceBook, quoteRequest } from '@halfpenny/core';
import type { KeyChange, KnownPrice, Offer, Outcome, PriceEntry, PriceKey } from '@halfpenny/core';
import { ratedRow, soldPrice } from './sold-changes.ts';

/** What is quoted: a request for one image, at one provider and instant. */
export interface ExampleRequest {
  readonly provider: string;
  readonly model: string;
  readonly mode: 'realtime' | 'batch';
  readonly size: string;
  readonly quality: string;
  readonly at: string;
}

/** A book as it is known now; of a sell book, the costs that its margins are over. */
export interface ExampleBook {
  readonly known: readonly KnownPrice[];
  readonly costs: readonly PriceEntry[];
}

/** A prompt of a usual length. */
export const examplePromptTokens = 60;

/** Quotes an example by the book as it is known. */
export function quoteKnown({ known, costs }: ExampleBook, request: ExampleRequest): Outcome<Offer> {
  return quoted(
    known.filter(({ model }) => model === request.model).flatMap((each) => soldPrice(each, costs)),
    request,
  );
}

/** Quotes an example by the book as drafts would make it. */
export function quoteDrafted({ known, costs }: ExampleBook, changes: readonly KeyChange[], request: ExampleRequest): Outcome<Offer> {
  const changed = new Set(changes.map(keyOf));
  const kept = known.filter((each) => each.model === request.model && !changed.has(keyOf(each))).flatMap((each) => soldPrice(each, costs));
  const drafted = changes
    .filter(({ model }) => model === request.model)
    .flatMap(({ after }) => after.flatMap((row) => ratedRow(row, costs)));
  return quoted([...kept, ...drafted], request);
}

function keyOf({ provider, model, mode }: PriceKey): string {
  return [provider, model, mode].join('\n');
}

function quoted(entries: readonly PriceEntry[], { provider, model, mode, size, quality, at }: ExampleRequest): Outcome<Offer> {
  const instant = parseInstant(at);
  if (!instant.ok) return instant;
  // A draft that corrects itself has an id twice until it is published.
  const book = priceBook([...new Map(entries.map((entry, index) => [index, entry])).values()]);
  if (!book.ok) return book;
  const said = { ...(size !== '' && { size }), ...(quality !== '' && { quality }) };
  const offers = quoteRequest(book.value, { model, mode, promptTokens: examplePromptTokens, providers: [provider], n: 1, ...said }, at);
  if (!offers.ok) return offers;
  const [first] = offers.value.offers;
  if (first === undefined) throw new Error('Offers are at least one.');
  return { ok: true, value: first };
}

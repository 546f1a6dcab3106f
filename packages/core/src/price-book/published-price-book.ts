import { invariant } from '../refusal/invariant.ts';
import { priceBook, type PriceBook } from './price-book.ts';
import { priceEntry, type PriceEntryInput } from './price-entry.ts';
import { openaiPriceEntries } from './published-openai.ts';
import { piapiPriceEntries, smartaipiPriceEntries } from './published-relays.ts';

/** The published price lists of every provider, as data: what a fresh price book is loaded from. Each entry names its source and the day it was read. */
export const publishedPriceEntries: readonly PriceEntryInput[] = /* @__PURE__ */ [
  ...openaiPriceEntries,
  ...piapiPriceEntries,
  ...smartaipiPriceEntries,
];

/** The same as a book, ready to look up in: for use without a database. */
export const publishedPriceBook: PriceBook = /* @__PURE__ */ bookOf(publishedPriceEntries);

function bookOf(inputs: readonly PriceEntryInput[]): PriceBook {
  const entries = inputs.map((input) => {
    const entry = priceEntry(input);
    invariant(entry.ok, 'A published price entry can be read.');
    return entry.value;
  });
  const book = priceBook(entries);
  invariant(book.ok, 'Published price entries do not overlap.');
  return book.value;
}

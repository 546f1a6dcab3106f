import { mustHold } from '../refusal/must-hold.ts';
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
  return mustHold(priceBook(inputs.map((input) => mustHold(priceEntry(input)))));
}

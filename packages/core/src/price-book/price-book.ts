import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { overlap } from '../time/period.ts';
import type { PriceEntry } from './price-entry.ts';
import { indexEntries, type PriceIndex } from './price-index.ts';

/** All price entries one looks prices up in. */
export interface PriceBook {
  readonly entries: readonly PriceEntry[];
}

/** A book is immutable, so its index is made once and kept beside it. */
const indexes = new WeakMap<PriceBook, PriceIndex>();

/** A book of these entries. Refuses two of one provider, model and mode that are in force at one instant; periods that only touch are fine. */
export function priceBook(entries: readonly PriceEntry[]): Outcome<PriceBook> {
  const book = Object.freeze({ entries: Object.freeze([...entries]) });
  const index = indexEntries(book.entries);
  for (const ofProvider of index.values()) {
    for (const list of ofProvider.values()) {
      const later = list.find((entry, position) => position > 0 && overlap(list[position - 1] ?? entry, entry));
      if (later !== undefined) return overlapping(list[list.indexOf(later) - 1]?.entry ?? later.entry, later.entry);
    }
  }
  indexes.set(book, index);
  return accepted(book);
}

/** The index of a book; made now for a book that did not come from `priceBook`. */
export function indexOf(book: PriceBook): PriceIndex {
  const known = indexes.get(book);
  if (known !== undefined) return known;
  const index = indexEntries(book.entries);
  indexes.set(book, index);
  return index;
}

function overlapping(a: PriceEntry, b: PriceEntry): Refused {
  const what = `${b.model} at ${b.provider}, ${b.mode}`;
  const message = `Two price entries of ${what}, are in force at once: ${a.id} until ${a.validUntil ?? 'further notice'}, and ${b.id} from ${b.validFrom}.`;
  return refused({ code: 'overlapping-price-entries', path: ['entries'], message, details: { entries: [a.id, b.id] } });
}

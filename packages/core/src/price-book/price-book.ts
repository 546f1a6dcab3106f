import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { overlap } from '../time/period.ts';
import { joinBases } from './based-timelines.ts';
import { isPriceEntry } from './known-entry.ts';
import type { PriceEntry } from './price-entry.ts';
import { indexEntries, timelines, type PriceIndex } from './price-index.ts';

/** All price entries one looks prices up in. */
export interface PriceBook {
  readonly entries: readonly PriceEntry[];
}

/** A book is immutable, so its index is made once and kept beside it. */
const indexes = new WeakMap<PriceBook, PriceIndex>();

/**
 * A book of these entries. Refuses two of one provider, model and mode that are in force at one instant (periods that only touch are fine), what `priceEntry` did not make, and entries that are
 * based on each other in a circle, or on a price in another currency.
 */
export function priceBook(entries: readonly PriceEntry[]): Outcome<PriceBook> {
  const stranger = Array.isArray(entries) ? entries.findIndex((entry) => !isPriceEntry(entry)) : 0;
  if (stranger >= 0) return noEntry(stranger);
  const book = Object.freeze({ entries: Object.freeze([...entries]) });
  const index = indexEntries(book.entries);
  for (const { entries: list } of timelines(index)) {
    const later = list.findIndex((entry, position) => position > 0 && overlap(list[position - 1] ?? entry, entry));
    const [a, b] = [list[later - 1], list[later]];
    if (a !== undefined && b !== undefined) return overlapping(a.entry, b.entry);
  }
  const joined = joinBases(index);
  if (!joined.ok) return joined;
  indexes.set(book, joined.value);
  return accepted(book);
}

/** The index of a book; made now for a book that did not come from `priceBook`. What cannot be based on what it names has no price there. Undefined of what is no book of price entries. */
export function indexOf(book: PriceBook): PriceIndex | undefined {
  const known = indexes.get(book);
  if (known !== undefined) return known;
  const entries: unknown = plainObject(book)?.['entries'];
  if (!Array.isArray(entries) || !entries.every(isPriceEntry)) return undefined;
  const index = indexEntries(entries);
  joinBases(index);
  indexes.set(book, index);
  return index;
}

/** The refusal of what is no book. */
export function notABook(book: unknown): Refused {
  const message = `${shown(book)} is no price book that prices can be looked up in: make one of price entries with priceBook.`;
  return refused({ code: 'invalid-request', path: ['book'], message });
}

function noEntry(index: number): Refused {
  const message = 'A book is made of a list of price entries: read each with priceEntry first.';
  return refused({ code: 'invalid-price-entry', path: ['entries', String(index)], message });
}

function overlapping(a: PriceEntry, b: PriceEntry): Refused {
  const what = `${b.model} at ${b.provider}, ${b.mode}`;
  const message = `Two price entries of ${what}, are in force at once: ${a.id} until ${a.validUntil ?? 'further notice'}, and ${b.id} from ${b.validFrom}.`;
  return refused({ code: 'overlapping-price-entries', path: ['entries'], message, details: { entries: [a.id, b.id] } });
}

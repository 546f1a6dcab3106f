import { checkDrafts, parseInstant, priceBook, priceEntryInput, ratedPrice, storedTariff } from '@halfpenny/core';
import { accepted, invariant, refused } from '@halfpenny/core';
import type { KeyChange, KnownPrice, Outcome, PriceBook, PriceDraft, PriceEntry, RefusalCode, Replaced } from '@halfpenny/core';
import { keyText } from './price-under.ts';

/** Drafts of a change set, and the book they change. */
export interface Drafted {
  readonly known: readonly KnownPrice[];
  readonly drafts: readonly PriceDraft[];
  readonly replaced: Replaced;
  /** Now, RFC 3339. */
  readonly at: string;
}

/** The entries of a book as drafts would make it, and from when on they have their say, by key. */
export interface DraftedPrices {
  readonly entries: readonly PriceEntry[];
  readonly begins: ReadonlyMap<string, string>;
}

/** The cost book as drafts would make it. */
export function costsUnderDrafts(
  book: PriceBook,
  drafted: Drafted,
): Outcome<{ readonly book: PriceBook; readonly begins: DraftedPrices['begins'] }> {
  const under = priceUnderDrafts(book.entries, drafted);
  if (!under.ok) return under;
  const made = priceBook([...under.value.entries]);
  return made.ok ? accepted({ book: made.value, begins: under.value.begins }) : made;
}

/**
 * The entries of a book as drafts would make them, and from when on the drafts have their say, by key: a price that is the same before and after is not
 * theirs. Refused where a draft cannot be read: nobody can say what it would cost.
 */
export function priceUnderDrafts(entries: readonly PriceEntry[], { known, drafts, replaced, at }: Drafted): Outcome<DraftedPrices> {
  const instant = parseInstant(at);
  invariant(instant.ok, 'A clock tells instants.');
  const { problems, changes } = checkDrafts({ known, drafts, replaced, at: instant.value });
  const error = problems.find(({ severity, code }) => severity === 'error' && !rateable.has(code));
  if (error !== undefined)
    return refused({ code: 'draft-incomplete', message: `A draft cannot be rated by yet: ${error.message}`, path: [] });
  const changed = new Set(changes.map(keyText));
  const untouched = entries.filter((entry) => !changed.has(keyText(entry)));
  const begins = changes.flatMap((change) => {
    const begin = beginOf(change);
    return begin === undefined ? [] : [[keyText(change), begin] as const];
  });
  return accepted({ entries: [...untouched, ...changes.flatMap(entriesAfter)], begins: new Map(begins) });
}

/** What is wrong with a price that one can rate by all the same: it is written still. A meter without a price shows as usage without one. */
const rateable: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['source-missing', 'unpriced-meter', 'partly-priced', 'gap-in-coverage']);

/** The entries of a key afterwards, each able to rate by itself but for a margin over costs, which stands over those of another book. */
function entriesAfter({ after }: KeyChange): readonly PriceEntry[] {
  return pricesAfter(after).map(ratedPrice);
}

function pricesAfter(after: KeyChange['after']): readonly KnownPrice[] {
  return after.flatMap(({ known, planned }) => known ?? (planned === undefined ? [] : [{ ...planned, id: planned.localId }]));
}

interface Span {
  readonly from: string;
  readonly until: string | null;
  readonly price: string;
}

/** The first instant at which a key has another price than before, with six decimals of a second; undefined where it has none. */
function beginOf({ before, after }: KeyChange): string | undefined {
  const [old, next] = [before.map(priced), pricesAfter(after).map(priced)];
  const bounds = [...old, ...next].flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  return bounds.toSorted().find((at) => priceAt(old, at) !== priceAt(next, at));
}

function priced(known: KnownPrice): Span {
  const { validFrom, validUntil } = known;
  return { from: sixDecimals(validFrom), until: validUntil === null ? null : sixDecimals(validUntil), price: priceText(ratedPrice(known)) };
}

/** Instants of one length, which sort as text: "2026-12-01T00:00:00Z" is "2026-12-01T00:00:00.000000Z". */
function sixDecimals(instant: string): string {
  const [whole = '', fraction = ''] = instant.replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}

function priceAt(spans: readonly Span[], at: string): string | undefined {
  return spans.find(({ from, until }) => from <= at && (until === null || at < until))?.price;
}

function priceText(entry: PriceEntry): string {
  const { basedOn, ...tariff } = storedTariff(priceEntryInput(entry));
  return JSON.stringify([entry.currency, tariff, basedOn?.book === undefined ? null : basedOn.multiply]);
}

import { checkDrafts, parseInstant, priceBook, priceEntry, priceEntryInput, ratedPrice, storedTariff } from '@halfpenny/core';
import { accepted, invariant, refused } from '@halfpenny/core';
import type { KeyChange, KnownPrice, Outcome, PriceBook, PriceDraft, PriceEntry, RefusalCode, Replaced } from '@halfpenny/core';
import { keyText } from './price-under.ts';
import type { Pricing } from './price-under.ts';

/** Drafts of a change set, and the book they change. */
export interface Drafted {
  readonly known: readonly KnownPrice[];
  readonly drafts: readonly PriceDraft[];
  readonly replaced: Replaced;
  /** Now, RFC 3339. */
  readonly at: string;
}

/**
 * The book as drafts would make it, and from when on they have their say, by key: a price that is the same before and after is not theirs. Refused
 * where a draft cannot be read: nobody can say what it would cost.
 */
export function priceUnderDrafts(book: PriceBook, { known, drafts, replaced, at }: Drafted): Outcome<Pick<Pricing, 'book' | 'begins'>> {
  const instant = parseInstant(at);
  invariant(instant.ok, 'A clock tells instants.');
  const { problems, changes } = checkDrafts({ known, drafts, replaced, at: instant.value });
  const error = problems.find(({ severity, code }) => severity === 'error' && !rateable.has(code));
  if (error !== undefined)
    return refused({ code: 'draft-incomplete', message: `A draft cannot be rated by yet: ${error.message}`, path: [] });
  const changed = new Set(changes.map(keyText));
  const untouched = book.entries.filter((entry) => !changed.has(keyText(entry)));
  const made = priceBook([...untouched, ...changes.flatMap(entriesAfter)]);
  if (!made.ok) return made;
  const begins = changes.flatMap((change) => {
    const begin = beginOf(change);
    return begin === undefined ? [] : [[keyText(change), begin] as const];
  });
  return accepted({ book: made.value, begins: new Map(begins) });
}

/** What is wrong with a price that one can rate by all the same: it is written still. A meter without a price shows as usage without one. */
const rateable: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['source-missing', 'unpriced-meter', 'partly-priced', 'gap-in-coverage']);

/** The entries of a key afterwards, each able to rate by itself. */
function entriesAfter({ after }: KeyChange): readonly PriceEntry[] {
  return after.flatMap((row) => {
    const { known, planned, rated } = row;
    const dated = known ?? planned;
    if (rated === undefined || dated === undefined) return [];
    const { basedOn: _basedOn, ...own } = priceEntryInput(rated);
    const id = known?.id ?? planned?.localId ?? '';
    const entry = priceEntry({ ...own, id, from: dated.validFrom, until: dated.validUntil });
    invariant(entry.ok, 'What a plan adds was read before.');
    return [entry.value];
  });
}

interface Span {
  readonly from: string;
  readonly until: string | null;
  readonly price: string;
}

/** The first instant at which a key has another price than before, with six decimals of a second; undefined where it has none. */
function beginOf({ before, after }: KeyChange): string | undefined {
  const old = before.map((known) => ({ ...spanOf(known), price: priceText(ratedPrice(known)) }));
  const next = after.flatMap(({ known, planned, rated }) => {
    const dated = known ?? planned;
    return dated === undefined ? [] : [{ ...spanOf(dated), price: rated === undefined ? '' : priceText(rated) }];
  });
  const bounds = [...old, ...next].flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  return bounds.toSorted().find((at) => priceAt(old, at) !== priceAt(next, at));
}

function spanOf({ validFrom, validUntil }: Pick<KnownPrice, 'validFrom' | 'validUntil'>): Omit<Span, 'price'> {
  return { from: sixDecimals(validFrom), until: validUntil === null ? null : sixDecimals(validUntil) };
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
  const { basedOn: _basedOn, ...tariff } = storedTariff(priceEntryInput(entry));
  return JSON.stringify([entry.currency, tariff]);
}

import { accepted, checkDrafts, knownPriceInput, parseInstant, priceBook } from '@halfpenny/core';
import type { DraftProblem, KnownPrice, Outcome, PriceBook, PriceDraft, PriceEntryInput } from '@halfpenny/core';
import { overCosts } from '../../price-book/over-costs.ts';
import { entriesOf } from '../use-charged-book.ts';

/** What drafts would make of the book: everything that is wrong with them, and when what they bring begins or ends. */
export interface DraftedBook {
  readonly book: PriceBook;
  readonly problems: readonly DraftProblem[];
  /** The periods of what they bring, of every model. */
  readonly brought: readonly (Pick<KnownPrice, 'validFrom' | 'validUntil' | 'model'> & { readonly provider: string })[];
}

/** The book that drafts would change, as it is known now; of a sell book, the costs that its margins are over. */
export interface DraftedPlace {
  readonly known: readonly KnownPrice[];
  readonly costs?: readonly KnownPrice[];
  readonly now: string;
}

/**
 * The book as it would be if drafts were published now: what they close is gone, what they bring is there, by the same plan that publication carries
 * out. A draft that cannot be read changes nothing, and is among the problems.
 */
export function draftedBook({ known, costs = [], now }: DraftedPlace, drafts: readonly PriceDraft[]): Outcome<DraftedBook> {
  const at = parseInstant(now);
  if (!at.ok) return at;
  const { changes, problems } = checkDrafts({ known, drafts, at: at.value });
  const closed = new Set(changes.flatMap(({ closes }) => closes.map(({ id }) => id)));
  const adds = changes.flatMap((change) => change.adds);
  const entries = entriesOf([
    ...known.filter(({ id }) => !closed.has(id)).map(ratedInput),
    ...adds.map((add) => ratedInput({ ...add, id: add.localId })),
  ]);
  if (!entries.ok) return entries;
  const base = entriesOf(costs.map(ratedInput));
  if (!base.ok) return base;
  const book = priceBook(overCosts(entries.value, base.value));
  const brought = adds.filter(({ draftId }) => draftId !== null);
  return book.ok ? accepted({ book: book.value, problems, brought }) : book;
}

type Rated = Omit<KnownPrice, 'originId' | 'baseId'>;

/** What an entry is rated by, as a price list would write it. */
function ratedInput(entry: Rated): PriceEntryInput {
  return knownPriceInput({ ...entry, tariff: entry.ratedTariff ?? entry.tariff });
}

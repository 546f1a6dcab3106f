import type { RouteLocationRaw } from 'vue-router';
import type { MoneyBook, PeriodState } from '../generated/graphql.ts';
import { daysAfter } from '../time/utc-day.ts';
import { monthDays } from './month-text.ts';

interface Badge {
  readonly label: string;
  readonly color: 'neutral' | 'warning' | 'primary';
}

/** What a month of the books is, in a word and a colour. */
export const periodBadges: Readonly<Record<PeriodState, Badge>> = {
  OPEN: { label: 'open', color: 'neutral' },
  SOFT_CLOSED: { label: 'soft-closed', color: 'warning' },
  HARD_CLOSED: { label: 'closed for ever', color: 'primary' },
};

/** A month of a book, as addresses name it. */
export interface BookMonth {
  /** "2026-10". */
  readonly month: string;
  readonly book: MoneyBook;
}

/** Where something that stands in the way of a close is dealt with. */
export interface Place {
  readonly label: string;
  readonly to: RouteLocationRaw;
}

/** The part of an address that says whose money is meant; of real money nothing. */
export function bookQuery(book: MoneyBook): Readonly<Record<string, string>> {
  return book === 'SIMULATED' ? { book: 'simulated' } : {};
}

const places: Readonly<Record<string, (about: BookMonth) => Place>> = {
  'days-final': ({ month }) => ({ label: 'Open the stated days', to: { name: 'statements', query: { month } } }),
  'map-complete': () => ({ label: 'Open the line items', to: { name: 'line-items' } }),
  'nothing-stated-since': () => ({ label: 'Open the reconciliations', to: { name: 'reconciliations' } }),
  'invoices-tied': () => ({ label: 'Open the reconciliations', to: { name: 'reconciliations' } }),
  'items-settled': () => ({ label: 'Open the reconciliations', to: { name: 'reconciliations' } }),
  suspense: () => ({ label: 'Open the reconciliations', to: { name: 'reconciliations' } }),
  payable: () => ({ label: 'Open the statements', to: { name: 'statements' } }),
  prepaid: ({ book }) => ({ label: 'Open the lots', to: { name: 'prepaid-lots', query: bookQuery(book) } }),
  claims: ({ book }) => ({ label: 'Open the claims', to: { name: 'charge-queue', params: { queue: 'claims' }, query: bookQuery(book) } }),
  doubts: (about) => ({ label: 'Open the doubts', to: monthTab(about, 'doubts') }),
  'nothing-under-way': (about) => ({ label: 'See what is held', to: monthTab(about, 'cut-off') }),
  'trial-balance': (about) => ({ label: 'Open the trial balance', to: balanceOf(about) }),
  'roll-forward': (about) => ({ label: 'Open the roll-forward', to: balanceOf(about) }),
  recompute: (about) => ({ label: 'See the lines', to: linesOf(about) }),
  'roll-ups': (about) => ({ label: 'Open the spending', to: linesOf(about) }),
  exports: (about) => ({ label: 'Open the spending', to: linesOf(about) }),
};

function monthTab({ month, book }: BookMonth, tab: string): RouteLocationRaw {
  return { name: 'close-month', params: { month, tab }, query: bookQuery(book) };
}

function balanceOf({ month, book }: BookMonth): RouteLocationRaw {
  return { name: 'trial-balance', query: { month, ...bookQuery(book) } };
}

function linesOf({ month, book }: BookMonth): RouteLocationRaw {
  const { from, until } = monthDays(month);
  return { name: 'spend', query: { from, to: daysAfter(until, -1), show: 'lines', ...bookQuery(book) } };
}

/** Where a condition of a close is dealt with; undefined where that is beside it, on the page of the month. */
export function placeOf(key: string, about: BookMonth): Place | undefined {
  return places[key]?.(about);
}

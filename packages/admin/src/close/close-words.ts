import type { RouteLocationRaw } from 'vue-router';
import type { MoneyBook, PeriodState } from '../generated/graphql.ts';

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

/** Where something that stands in the way of a close is dealt with, and what to do there. */
export interface NextStep {
  readonly does: string;
  readonly label: string;
  readonly to: RouteLocationRaw;
}

/** The part of an address that says whose money is meant; of real money nothing. */
export function bookQuery(book: MoneyBook): Readonly<Record<string, string>> {
  return book === 'SIMULATED' ? { book: 'simulated' } : {};
}

type StepOf = (about: BookMonth) => NextStep;

const monthTab = ({ month, book }: BookMonth, tab: string): RouteLocationRaw => ({
  name: 'close-month',
  params: { month, tab },
  query: bookQuery(book),
});

const steps: Readonly<Record<string, StepOf>> = {
  'days-final': ({ month }) => ({
    does: 'Bring or pull the days that are missing; a day is final once the provider’s lag has passed and two statements a day apart agree.',
    label: 'Open the stated days',
    to: { name: 'statements', query: { month } },
  }),
  'map-complete': () => ({
    does: 'Say what these words of the provider stand for, and have somebody approve it.',
    label: 'Open the line items',
    to: { name: 'line-items' },
  }),
  'items-settled': () => ({
    does: 'Accept the statement, then accept, claim or carry each item of it.',
    label: 'Open the reconciliations',
    to: { name: 'reconciliations' },
  }),
  suspense: () => ({
    does: 'Accept, claim or carry the items whose amounts still stand in suspense.',
    label: 'Open the reconciliations',
    to: { name: 'reconciliations' },
  }),
  doubts: ({ book }) => ({
    does: 'A charge without a figure cannot be accrued: find what it cost.',
    label: 'Open the doubts',
    to: { name: 'charge-queue', params: { queue: 'in-doubt' }, query: bookQuery(book) },
  }),
  'nothing-under-way': (about) => ({
    does: 'Wait until they end; the sweeper ends what has hung for too long.',
    label: 'See what is held',
    to: monthTab(about, 'cut-off'),
  }),
  recompute: ({ month }) => ({
    does: 'A stored line disagrees with the price entry it cites: that is a fault of the ledger, and nobody should sign over it.',
    label: 'See the lines of the month',
    to: { name: 'spend', query: { from: `${month}-01`, show: 'lines' } },
  }),
  'roll-ups': ({ month }) => ({
    does: 'The sums that pages show disagree with the ledger: wait a minute for them to be folded, then look again.',
    label: 'Open the spending',
    to: { name: 'spend', query: { from: `${month}-01` } },
  }),
};

/** Where a condition of a close is dealt with; undefined where that is on the page of the month itself. */
export function nextStepOf(key: string, about: BookMonth): NextStep | undefined {
  return steps[key]?.(about);
}

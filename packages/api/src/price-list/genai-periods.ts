import { invariant, parseInstant, type Instant } from '@halfpenny/core';
import { itemsOf, membersOf, textOf, type Located } from './json-document.ts';
import type { Place } from './price-list.ts';

/** Prices and the span they hold for; `from` undefined: for as long as anybody knows. */
export interface GenaiPeriod {
  readonly place: Place;
  readonly prices: ReadonlyMap<string, Located>;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** The periods of a model in order of time, and what was not understood. */
export interface GenaiPeriods {
  readonly periods: readonly GenaiPeriod[];
  readonly problems: readonly { readonly place: Place; readonly message: string }[];
}

/**
 * `prices` of a model: one set for good, or a list of which each begins on the day its constraint names and ends where the next begins. Prices by the time of
 * day are named, for no tariff here has any.
 */
export function genaiPeriods(prices: Located): GenaiPeriods {
  const forGood = membersOf(prices);
  if (forGood !== undefined)
    return { periods: [{ place: prices.place, prices: forGood, from: undefined, until: undefined }], problems: [] };
  const items = itemsOf(prices);
  if (items === undefined) return { periods: [], problems: [{ place: prices.place, message: 'The model has no prices.' }] };
  const read = items.map(startOf);
  const problems = read.flatMap((each) => ('message' in each ? [each] : []));
  if (problems.length > 0) return { periods: [], problems };
  const starts = read.flatMap((each) => ('message' in each ? [] : [each])).toSorted((a, b) => order(a.from) - order(b.from));
  const periods = starts.map((each, index) => ({ ...each, until: starts[index + 1]?.from }));
  const twice = starts.find((each, index) => index > 0 && order(each.from) === order(starts[index - 1]?.from));
  if (twice === undefined) return { periods, problems };
  return { periods: [], problems: [{ place: twice.place, message: 'Two sets of prices begin on one day: only one of them can hold.' }] };
}

type Start = Omit<GenaiPeriod, 'until'> | { readonly place: Place; readonly message: string };

function startOf(item: Located): Start {
  const members = membersOf(item);
  const prices = members?.get('prices');
  const held = prices === undefined ? undefined : membersOf(prices);
  if (members === undefined || held === undefined) return { place: item.place, message: 'A set of prices has a member named prices.' };
  const constraint = members.get('constraint');
  if (constraint === undefined || constraint.value === null) return { place: item.place, prices: held, from: undefined };
  const from = textOf(membersOf(constraint) ?? new Map<string, Located>(), 'start_date');
  if (from === undefined)
    return {
      place: constraint.place,
      message: 'The prices hold at some times of the day only, which no tariff here does: write them by hand.',
    };
  if (!parseInstant(from).ok) return { place: constraint.place, message: `${JSON.stringify(from)} is no day such as 2026-12-01.` };
  return { place: item.place, prices: held, from };
}

/** Days as numbers to sort by: a start that nobody named comes first. */
function order(from: string | undefined): number {
  return from === undefined ? Number.NEGATIVE_INFINITY : Number(instantOf(from) / 1_000_000n);
}

/** The later of two starts; that of the options where the list names none. */
export function laterOf(from: string | undefined, least: string): string {
  return from !== undefined && instantOf(from) > instantOf(least) ? from : least;
}

/** True for a period that is over by an instant. */
export function isOver({ until }: GenaiPeriod, by: string): boolean {
  return until !== undefined && instantOf(until) <= instantOf(by);
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  invariant(instant.ok, 'Whoever compares days has read them.');
  return instant.value;
}

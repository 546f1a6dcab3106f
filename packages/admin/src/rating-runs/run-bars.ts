import { picoOf } from '../figures/pico-of.ts';
import type { RunSumFieldsFragment } from '../generated/graphql.ts';
import { percentText } from '../timeline/entry-diff.ts';

/** What a group cost and what it comes to, with the lengths of its bars in per cent of the longest of all. */
export interface RunBar extends Pick<RunSumFieldsFragment, 'was' | 'would' | 'difference' | 'generations' | 'changed'> {
  readonly name: string;
  readonly wasShare: number;
  readonly wouldShare: number;
  /** The difference in per cent of what it cost; empty where it cost nothing. */
  readonly percent: string;
  /** How many are in neither sum: without a price, or in doubt. */
  readonly left: number;
}

/** Sums as bars, in the order in which they come: what changes most first. Only the bars are rounded, never a figure. */
export function runBars(sums: readonly RunSumFieldsFragment[]): readonly RunBar[] {
  const longest = sums.reduce(
    (most, { was, would }) => [picoOf(was.amount), picoOf(would.amount), most].reduce((a, b) => (a > b ? a : b)),
    0n,
  );
  const share = (text: string): number => {
    const permille = longest === 0n ? 0n : (picoOf(text) * 1000n) / longest;
    return Number(permille) / 10;
  };
  return sums.map(({ keys, was, would, difference, generations, changed, unpriced, doubts }) => ({
    was,
    would,
    difference,
    generations,
    changed,
    name: nameOf(keys),
    wasShare: share(was.amount),
    wouldShare: share(would.amount),
    percent: picoOf(was.amount) === 0n ? '' : percentText(picoOf(difference.amount), picoOf(was.amount)),
    left: unpriced + doubts,
  }));
}

/** Bars as the rows of a table and of a file; the first is their head. */
export function runRows(bars: readonly RunBar[], head: { readonly group: string; readonly was: string; readonly would: string }) {
  return [
    [head.group, 'generations', 'changed', 'in no sum', 'currency', head.was, head.would, 'difference'],
    ...bars.map(({ name, generations, changed, left, was, would, difference }) => [
      name,
      ...[generations, changed, left].map(String),
      was.currency,
      was.amount,
      would.amount,
      difference.amount,
    ]),
  ];
}

function nameOf(keys: RunSumFieldsFragment['keys']): string {
  return keys.length === 0 ? 'all of it' : keys.map(({ value, label }) => label ?? value ?? 'none').join(' ');
}

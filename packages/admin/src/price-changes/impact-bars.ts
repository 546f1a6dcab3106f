import { parseDecimal } from '@halfpenny/core';
import type { ImpactFieldsFragment } from '../generated/graphql.ts';
import { percentText } from '../timeline/entry-diff.ts';

type Sum = ImpactFieldsFragment['sums'][number];

/** What a model cost and would have cost, with the lengths of its bars in per cent of the longest of all. */
export interface ImpactBar extends Pick<Sum, 'was' | 'would' | 'difference' | 'generations'> {
  readonly name: string;
  readonly wasShare: number;
  readonly wouldShare: number;
  /** The difference in per cent of what it cost; empty where it cost nothing. */
  readonly percent: string;
  /** How many are in neither sum: without a price, or in doubt. */
  readonly left: number;
}

/** Sums as bars, in the order in which they come: what changes most first. Only the bars are rounded, never a figure. */
export function impactBars(sums: readonly Sum[]): readonly ImpactBar[] {
  const longest = sums.reduce((most, { was, would }) => [pico(was.amount), pico(would.amount), most].reduce((a, b) => (a > b ? a : b)), 0n);
  const share = (text: string): number => {
    const permille = longest === 0n ? 0n : (pico(text) * 1000n) / longest;
    return Number(permille) / 10;
  };
  return sums.map(({ keys, was, would, difference, generations, unpriced, doubts }) => ({
    was,
    would,
    difference,
    generations,
    name: keys.map(({ value }) => value).join(' ') || 'all of it',
    wasShare: share(was.amount),
    wouldShare: share(would.amount),
    percent: pico(was.amount) === 0n ? '' : percentText(pico(difference.amount), pico(was.amount)),
    left: unpriced + doubts,
  }));
}

function pico(amount: string): bigint {
  const parsed = parseDecimal(amount);
  if (!parsed.ok) throw new Error('The API sends decimals.');
  return parsed.value;
}

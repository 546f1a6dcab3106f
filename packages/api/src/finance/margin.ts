import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { SpendSum } from './read-spend.ts';

/** What was charged, what it cost and what is left, under one value of each dimension. Amounts are decimal text. */
export interface MarginGroup {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly revenue: string;
  readonly cost: string;
  readonly margin: string;
}

/** Sums of what was charged and of what providers took, by the same dimensions → what is left, the most first in each currency. Currencies are never converted. */
export function margins(revenue: readonly SpendSum[], cost: readonly SpendSum[]): readonly MarginGroup[] {
  const groups = new Map<string, { readonly of: SpendSum; revenue: bigint; cost: bigint }>();
  for (const [side, sums] of [['revenue', revenue] as const, ['cost', cost] as const]) {
    for (const of of sums) {
      const name = marginName(of);
      const group = groups.get(name) ?? { of, revenue: 0n, cost: 0n };
      group[side] += picoOf(of.amount);
      groups.set(name, group);
    }
  }
  return [...groups]
    .toSorted(([name, a], [other, b]) => compareCurrencies(a.of, b.of) || compareLeft(a, b) || (name < other ? -1 : 1))
    .map(([, { of, ...sides }]) => ({
      keys: of.keys,
      currency: of.currency,
      revenue: formatDecimal(sides.revenue),
      cost: formatDecimal(sides.cost),
      margin: formatDecimal(sides.revenue - sides.cost),
    }));
}

/** What a group is known by among others: its currency and its values. */
export function marginName({ currency, keys }: Pick<MarginGroup, 'currency' | 'keys'>): string {
  return JSON.stringify([currency, ...keys]);
}

interface Sides {
  readonly revenue: bigint;
  readonly cost: bigint;
}

function compareCurrencies(a: SpendSum, b: SpendSum): number {
  return a.currency === b.currency ? 0 : a.currency < b.currency ? -1 : 1;
}

function compareLeft(a: Sides, b: Sides): number {
  const more = b.revenue - b.cost - (a.revenue - a.cost);
  return more === 0n ? 0 : more > 0n ? 1 : -1;
}

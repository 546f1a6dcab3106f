import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { Proof } from './closing.ts';

/** An amount, of what, and where. Decimal text. */
export interface Placed {
  readonly of: string;
  readonly providerAccountId: string | null;
  readonly currency: string;
  readonly amount: string;
}

/** Both sides of a proof, each by how it was come by. */
export interface Sides {
  readonly left: { readonly name: string; readonly amounts: readonly Placed[] };
  readonly right: { readonly name: string; readonly amounts: readonly Placed[] };
}

/**
 * Holds two sides against each other, place by place and currency by currency; what only one of them knows is 0 on the other.
 * Example: payable 12 at openai in the ledger, and 10 of statements that are not paid, is a proof with the difference 2.
 */
export function compareSides({ left, right }: Sides): readonly Proof[] {
  const [a, b] = [sums(left.amounts), sums(right.amounts)];
  const places = new Map([...left.amounts, ...right.amounts].map((one) => [keyOf(one), one]));
  return [...places.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, { of, providerAccountId, currency }]) => {
      const [mine, theirs] = [a.get(key) ?? 0n, b.get(key) ?? 0n];
      return {
        of,
        providerAccountId,
        currency,
        left: { name: left.name, value: formatDecimal(mine) },
        right: { name: right.name, value: formatDecimal(theirs) },
        difference: formatDecimal(mine - theirs),
      };
    });
}

function sums(amounts: readonly Placed[]): ReadonlyMap<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const one of amounts) totals.set(keyOf(one), (totals.get(keyOf(one)) ?? 0n) + picoOf(one.amount));
  return totals;
}

function keyOf({ of, providerAccountId, currency }: Placed): string {
  return `${of} ${providerAccountId ?? ''} ${currency}`;
}

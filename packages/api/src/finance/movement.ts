import { divideHalfEven } from '@halfpenny/core';

/** Spending of one kind in one of two periods: picounits and whole units. */
export interface MovedCell {
  /** What is compared as a whole: a model and a meter. */
  readonly group: string;
  /** What has one price: a model and a meter at a provider, in a mode, quality and size. */
  readonly cell: string;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** What moved spending from one period to another: the parts sum to after minus before. Picounits. */
export interface Movement {
  readonly before: bigint;
  readonly after: bigint;
  readonly volume: bigint;
  readonly mix: bigint;
  readonly rate: bigint;
}

interface Pair {
  before: { quantity: bigint; amount: bigint };
  after: { quantity: bigint; amount: bigint };
}

/**
 * Splits the difference of two periods, group by group. Volume: more or fewer units at the price a unit of the group had on average. Mix: dearer or cheaper cells within the
 * group. Rate: another price for the same cell. A cell that is new has the price it came with, so that all of it is volume and mix.
 * Example: 10 units at 2 and then 12 at 3 are before 20, after 36: volume 4, mix 0, rate 12.
 */
export function movements(before: readonly MovedCell[], after: readonly MovedCell[]): ReadonlyMap<string, Movement> {
  const groups = new Map<string, Map<string, Pair>>();
  const take = (cells: readonly MovedCell[], side: 'before' | 'after'): void => {
    for (const { group, cell, quantity, amount } of cells) {
      const pairs = groups.get(group) ?? new Map<string, Pair>();
      const pair = pairs.get(cell) ?? { before: { quantity: 0n, amount: 0n }, after: { quantity: 0n, amount: 0n } };
      pair[side] = { quantity: pair[side].quantity + quantity, amount: pair[side].amount + amount };
      groups.set(group, pairs.set(cell, pair));
    }
  };
  take(before, 'before');
  take(after, 'after');
  return new Map([...groups].map(([group, pairs]) => [group, movementOf([...pairs.values()])]));
}

function movementOf(pairs: readonly Pair[]): Movement {
  const total = (side: 'before' | 'after', what: 'quantity' | 'amount'): bigint => pairs.reduce((sum, pair) => sum + pair[side][what], 0n);
  const [before, after] = [total('before', 'amount'), total('after', 'amount')];
  const repriced = pairs.reduce((sum, pair) => sum + atOldPrice(pair), 0n);
  const moved = repriced - before;
  const units = total('before', 'quantity');
  const volume = units === 0n ? moved : portion(total('after', 'quantity') - units, before, units);
  return { before, after, volume, mix: moved - volume, rate: after - repriced };
}

/** What the later quantity would have cost at the earlier price; where there was none, at its own. */
function atOldPrice({ before, after }: Pair): bigint {
  if (before.quantity === 0n) return after.quantity === 0n ? before.amount : before.amount + after.amount;
  return before.amount + portion(after.quantity - before.quantity, before.amount, before.quantity);
}

/** part × amount ÷ whole, half-even. */
function portion(part: bigint, amount: bigint, whole: bigint): bigint {
  const sign = whole < 0n ? -1n : 1n;
  return divideHalfEven(sign * part * amount, sign * whole).quotient;
}

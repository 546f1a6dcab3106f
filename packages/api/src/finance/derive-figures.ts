import { formatDecimal, divideHalfEven } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import { movements, type MovedCell, type Movement } from './movement.ts';
import type { SpendSum } from './read-spend.ts';

/** The sum of the parts that are chosen, as decimal text. */
export function amountOf(parts: readonly SpendSum[], isChosen: (part: SpendSum) => boolean = () => true): string {
  return formatDecimal(parts.filter(isChosen).reduce((sum, { amount }) => sum + picoOf(amount), 0n));
}

/** An amount by a number of things, half-even to 12 decimals; undefined for none. */
export function perThing(amount: string, things: number): string | undefined {
  return things <= 0 ? undefined : formatDecimal(divideHalfEven(picoOf(amount), BigInt(things)).quotient);
}

/** The dimensions a movement is read by: first those of its group, model and meter, then those of its cell. */
export const movementDimensions = ['model', 'meter', 'provider', 'mode', 'quality', 'size'] as const;

/** What moved a currency, by model and meter. Lines without a meter have no quantity: what they moved is other. */
export interface MovedGroup extends Movement {
  readonly model: string | null;
  readonly meter: string | null;
  readonly other: bigint;
}

/** Sums by `movementDimensions` in either period, of one currency → what moved them, the largest difference first. */
export function movedGroups(before: readonly SpendSum[], after: readonly SpendSum[]): readonly MovedGroup[] {
  const groups = [...movements(before.map(cellOf), after.map(cellOf))].map(([name, movement]) => {
    const [model, meter] = JSON.parse(name) as [string | null, string | null];
    const difference = movement.after - movement.before;
    return meter === null
      ? { model, meter, ...movement, volume: 0n, mix: 0n, rate: 0n, other: difference }
      : { model, meter, ...movement, other: 0n };
  });
  return groups.toSorted((a, b) => (magnitude(b) > magnitude(a) ? 1 : -1));
}

function cellOf({ keys, quantity, amount }: SpendSum): MovedCell {
  return { group: JSON.stringify(keys.slice(0, 2)), cell: JSON.stringify(keys), quantity: BigInt(quantity), amount: picoOf(amount) };
}

function magnitude({ before, after }: MovedGroup): bigint {
  return after > before ? after - before : before - after;
}

/** All of them together. */
export function summedGroups(groups: readonly MovedGroup[]): MovedGroup {
  const sum = (part: 'before' | 'after' | 'volume' | 'mix' | 'rate' | 'other'): bigint =>
    groups.reduce((total, group) => total + group[part], 0n);
  return {
    model: null,
    meter: null,
    before: sum('before'),
    after: sum('after'),
    volume: sum('volume'),
    mix: sum('mix'),
    rate: sum('rate'),
    other: sum('other'),
  };
}

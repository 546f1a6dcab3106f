import { describe, expect, it } from 'vitest';
import { array, assert, bigInt, constantFrom, property, record } from 'fast-check';
import { movements, type MovedCell } from './movement.ts';

const cell = (name: string, quantity: bigint, amount: bigint): MovedCell => ({ group: 'text', cell: name, quantity, amount });

describe('What moved spending between two periods', () => {
  it('is volume where more is bought at the same price, and rate where the price is another', () => {
    expect(movements([cell('a', 10n, 20n)], [cell('a', 12n, 36n)]).get('text')).toEqual({
      before: 20n,
      after: 36n,
      volume: 4n,
      mix: 0n,
      rate: 12n,
    });
  });

  it('is mix where the same number of units is dearer ones: text input 2,000,000 at 5 and 100,000 at 1.25 become 1,610,000 and 500,000', () => {
    const before = [cell('fresh', 2_000_000n, 10_000_000_000_000n), cell('cached', 100_000n, 125_000_000_000n)];
    const after = [cell('fresh', 1_610_000n, 8_050_000_000_000n), cell('cached', 500_000n, 625_000_000_000n)];
    expect(movements(before, after).get('text')).toEqual({
      before: 10_125_000_000_000n,
      after: 8_675_000_000_000n,
      volume: 48_214_285_714n,
      mix: -1_498_214_285_714n,
      rate: 0n,
    });
  });

  it('is volume alone where the group is new or gone', () => {
    expect(movements([], [cell('a', 3n, 9n)]).get('text')).toEqual({ before: 0n, after: 9n, volume: 9n, mix: 0n, rate: 0n });
    expect(movements([cell('a', 3n, 9n)], []).get('text')).toEqual({ before: 9n, after: 0n, volume: -9n, mix: 0n, rate: 0n });
  });

  it('sums to the difference, whatever the cells', () => {
    const cells = array(
      record({
        group: constantFrom('g', 'h'),
        cell: constantFrom('a', 'b', 'c'),
        quantity: bigInt(-50n, 1000n),
        amount: bigInt(-1000n, 10n ** 15n),
      }),
      { maxLength: 6 },
    );
    assert(
      property(cells, cells, (before, after) => {
        for (const { before: was, after: is, volume, mix, rate } of movements(before, after).values())
          expect(volume + mix + rate).toBe(is - was);
      }),
    );
  });
});

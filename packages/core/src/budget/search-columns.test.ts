import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSizes } from '../catalog/size-rule.ts';
import { gridTokensMost } from '../tokens/grid-rule.ts';
import { sizeTable } from '../tokens/size-table.ts';
import { bestInColumns } from './search-columns.ts';
import { bestPlace } from './search-sizes.ts';

const table = sizeTable(freeSizes);
const sides = [0, 16, 24, 48, 64, 96];
const tokensBySide = new Map(
  sides.map((side) => [side, Array.from(table.widths, (width, place) => gridTokensMost(side, width, table.heights[place] ?? 0))]),
);
const shapes = fc.oneof(
  fc.constantFrom([1, 1], [16, 9], [3, 2], [4, 3], [3, 1], [1386, 1000], [99_999, 99_998]),
  fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })),
);

test('law: looking at columns finds the same size as looking at each of them', () => {
  const aims = fc.constantFrom('largest', 'cheapest');
  const searches = fc.record({
    side: fc.constantFrom(...sides),
    limit: fc.integer({ min: -1, max: 24_000 }),
    aim: aims,
    shape: fc.option(shapes),
  });
  const check = ({ side, limit, aim, shape: given }: typeof searches extends fc.Arbitrary<infer Search> ? Search : never) => {
    const [a = 1, b = 1] = given ?? [];
    const shape = given === null ? undefined : { width: Math.max(a, b), height: Math.min(a, b) };
    const order = tokensBySide.get(side) ?? [];
    const place = bestPlace({ quality: 'any', table, tokens: order, order, limit, isTurnable: true }, aim, shape);
    const wanted = place === undefined ? undefined : { width: table.widths[place], height: table.heights[place], tokens: order[place] };
    expect(bestInColumns({ rule: freeSizes, side, limit, aim, shape })).toEqual(wanted);
  };
  fc.assert(fc.property(searches, check), { numRuns: 400 });
});

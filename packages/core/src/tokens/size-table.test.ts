import { expect, test } from 'vitest';
import { gptImage2 } from '../catalog/gpt-image-2.ts';
import { legalSizes } from '../catalog/free-size.ts';
import { freeSizes } from '../catalog/size-rule.ts';
import { gridTokens } from './grid-rule.ts';
import { sizeTable, tokensBySize } from './size-table.ts';

const table = sizeTable(freeSizes);

test('the table holds each legal size that is as wide as high or wider, and so stands for all 29,146', () => {
  const listed = Array.from(table.widths, (width, place) => ({ width, height: table.heights[place] ?? 0 }));
  expect(listed).toEqual([...legalSizes(freeSizes)].filter(({ width, height }) => width >= height));
  expect(listed.reduce((count, { width, height }) => count + (width === height ? 1 : 2), 0)).toBe(29_146);
});

test.each([16, 48, 96])('on a grid of side %i it holds the ceiling of the rule at each size', (side) => {
  const tokens = tokensBySize(table, side);
  const wrong = Array.from(table.widths, (width, place) => ({ width, height: table.heights[place] ?? 0, tokens: tokens[place] })).filter(
    (each) => gridTokens(side, each).ceiling !== each.tokens,
  );
  expect(wrong).toEqual([]);
});

test('the least and the most over all sizes are those of the catalog', () => {
  const facts = gptImage2.outputTokens;
  if (facts.kind !== 'grid') throw new Error('gpt-image-2 has a grid.');
  for (const { side, most } of Object.values(facts.qualities)) expect(Math.max(...tokensBySize(table, side))).toBe(most);
});

import { expect, test } from 'vitest';
import { gptImage25Grids } from '../catalog/gpt-image-2-5.ts';
import { legalSizes } from '../catalog/free-size.ts';
import { freeSizes } from '../catalog/size-rule.ts';
import { gridTokens, gridTokensMost } from './grid-rule.ts';
import { sizeColumns } from './size-columns.ts';
import { sizeTable } from './size-table.ts';

const table = sizeTable(freeSizes);
const listed = Array.from(table.widths, (width, place) => ({ width, height: table.heights[place] ?? 0 }));
const grids = Object.entries(gptImage25Grids);

test('the columns hold each legal size that is as wide as high or wider, and so stand for all 29,146', () => {
  expect(listed).toEqual([...legalSizes(freeSizes)].filter(({ width, height }) => width >= height));
  expect(listed.reduce((count, { width, height }) => count + (width === height ? 1 : 2), 0)).toBe(29_146);
  expect(sizeColumns(freeSizes)).toHaveLength(new Set(listed.map(({ width }) => width)).size);
});

test.each(grids)('at %s the most tokens of a size are the ceiling of the rule, lying down or upright', (_quality, { side }) => {
  const wrong = listed.filter((size) => {
    const { ceiling } = gridTokens(side, size);
    return ceiling !== gridTokensMost(side, size.width, size.height) || ceiling !== gridTokensMost(side, size.height, size.width);
  });
  expect(wrong).toEqual([]);
});

test.each(grids)('at %s tokens never fall as a column rises', (_quality, { side }) => {
  const falls = listed.filter(({ width, height }, place) => {
    const below = listed[place - 1];
    return below?.width === width && gridTokensMost(side, width, below.height) > gridTokensMost(side, width, height);
  });
  expect(falls).toEqual([]);
});

test.each(grids)('the most over all sizes at %s is that of the catalog', (_quality, { side, most }) => {
  expect(Math.max(...listed.map(({ width, height }) => gridTokensMost(side, width, height)))).toBe(most);
});

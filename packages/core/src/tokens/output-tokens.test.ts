import { describe, expect, test } from 'vitest';
import { legalSizes } from '../catalog/free-size.ts';
import { gptImage1Mini } from '../catalog/gpt-image-1-mini.ts';
import { gptImage25Grids } from '../catalog/gpt-image-2-5.ts';
import { gptImage26Flare } from '../catalog/gpt-image-2-6.ts';
import { gptImage2 } from '../catalog/gpt-image-2.ts';
import { freeSizes, type PixelSize } from '../catalog/size-rule.ts';
import { foretoldTokens } from './foretold-tokens.ts';
import { gridTokens } from './grid-rule.ts';
import { outputTokens } from './output-tokens.ts';

const certain = (tokens: number) => ({ ok: true, value: { floor: tokens, expected: tokens, ceiling: tokens } });

test.each([
  ['gpt-image-2', '976x704', 'low', 129],
  ['gpt-image-2', '960x720', 'low', 130],
  ['gpt-image-2', '1440x480', 'low', 54],
  ['gpt-image-2', '1152x576', 'low', 86],
  ['gpt-image-2', '1024x1024', 'low', 196],
  ['gpt-image-2', '1024x1024', 'medium', 1756],
  ['gpt-image-2', '2048x2048', 'high', 14_272],
  ['gpt-image-2', '2880x2880', 'medium', 5930],
  ['gpt-image-2', '1120x896', 'high', 5551],
  ['gpt-image-2', '3504x2336', 'high', 15_645],
  ['gpt-image-2', '3840x2160', 'medium', 3336],
  ['gpt-image-2', '720x1280', 'low', 106],
  ['gpt-image-2', '3696x1584', 'low', 220],
  ['gpt-image-2.5', '1536x1024', 'medium', 343],
  ['gpt-image-2.5', '1536x864', 'max', 4312],
  ['gpt-image-2.5', '2048x2048', 'xhigh', 6343],
  ['gpt-image-2.5-flare-2026-09-08', '3840x2160', 'medium', 865],
  ['gpt-image-2.5-sunburst', '3072x1024', 'high', 988],
  ['gpt-image-1', '1024x1024', 'low', 272],
  ['gpt-image-1', '1536x1024', 'high', 6208],
  ['gpt-image-1.5', '1024x1536', 'medium', 1584],
  ['chatgpt-image-latest', '1024x1536', 'high', 6240],
])('an image by %s at %s %s has the tokens that were measured or published', (model, size, quality, tokens) => {
  expect(outputTokens(model, size, quality)).toEqual(certain(tokens));
});

describe('at a rounding tie', () => {
  test('the range covers half-even and half-up, the calculator being expected', () => {
    expect(outputTokens('gpt-image-2', '1024x800', 'low')).toEqual({ ok: true, value: { floor: 136, expected: 136, ceiling: 147 } });
  });

  test('the range covers the exact answer where doubles miss a tie', () => {
    expect(outputTokens('gpt-image-2', '944x1536', 'medium')).toEqual({ ok: true, value: { floor: 1201, expected: 1201, ceiling: 1242 } });
  });
});

/** The rule in exact integers, rounding half to even. */
const exactHalfEven = (side: number, { width, height }: PixelSize) => {
  const [long, short] = [BigInt(Math.max(width, height)), BigInt(Math.min(width, height))];
  const [below, rest] = [(BigInt(side) * short) / long, (BigInt(side) * short) % long];
  const up = 2n * rest > long || (2n * rest === long && below % 2n === 1n);
  const product = BigInt(side) * (up ? below + 1n : below) * (2_000_000n + BigInt(width * height));
  return Number((product + 3_999_999n) / 4_000_000n);
};

describe('over all 29,146 legal sizes', () => {
  const sizes: readonly PixelSize[] = [...legalSizes(freeSizes)];
  const grids =
    gptImage2.outputTokens.kind === 'grid' ? { 'gpt-image-2': gptImage2.outputTokens.qualities, 'gpt-image-2.5': gptImage25Grids } : {};
  const rows = Object.entries(grids).flatMap(([model, qualities]) =>
    Object.entries(qualities).map(([quality, grid]) => ({ model, quality, side: grid.side, least: grid.least, most: grid.most })),
  );

  test.each(rows)('$model $quality is between $least and $most, the bounds for a size left to the provider', ({ side, least, most }) => {
    const ranges = sizes.map((size) => gridTokens(side, size));
    expect([Math.min(...ranges.map(({ floor }) => floor)), Math.max(...ranges.map(({ ceiling }) => ceiling))]).toEqual([least, most]);
    expect(ranges.filter(({ floor, expected, ceiling }) => floor > expected || expected > ceiling)).toEqual([]);
  });

  test('doubles differ from exact arithmetic in 14 combinations, and the range covers the exact answer in each', () => {
    const answers = rows.flatMap(({ side }) => sizes.map((size) => ({ range: gridTokens(side, size), exact: exactHalfEven(side, size) })));
    expect(answers.filter(({ range, exact }) => range.expected !== exact)).toHaveLength(14);
    expect(answers.filter(({ range, exact }) => exact < range.floor || exact > range.ceiling)).toEqual([]);
  });
});

describe('left to the provider', () => {
  test.each([
    ['gpt-image-2', 'auto', 'low', 54, 196, 659],
    ['gpt-image-2', '1024x1024', 'auto', 196, 1756, 7024],
    ['gpt-image-2', 'auto', 'auto', 54, 1756, 23_719],
    ['gpt-image-2.5', 'auto', 'max', 2061, 7024, 23_719],
    ['gpt-image-2.5', '1024x1024', 'auto', 196, 439, 7024],
    ['gpt-image-1', 'auto', 'medium', 1056, 1056, 1584],
    ['gpt-image-1', 'auto', 'auto', 272, 1056, 6240],
  ])('%s at %s %s is at least %i, expected %i, at most %i', (model, size, quality, floor, expected, ceiling) => {
    expect(outputTokens(model, size, quality)).toEqual({ ok: true, value: { floor, expected, ceiling } });
  });
});

test.each([
  ['gpt-image-9', '1024x1024', 'low', 'unknown-model'],
  ['gpt-image-2', '1024x1025', 'low', 'invalid-size'],
  ['gpt-image-2', '1024x1024', 'xhigh', 'invalid-quality'],
  ['gpt-image-2', '1024x1024', 'standard', 'invalid-quality'],
  ['gpt-image-1-mini', '1024x1024', 'low', 'no-output-token-rule'],
  ['gpt-image-2.6', '1536x1024', 'low', 'no-output-token-rule'],
  ['gpt-image-2.6-flare', '1536x1024', 'low', 'no-output-token-rule'],
  ['gpt-image-2-preview', '1024x1024', 'low', 'no-output-token-rule'],
])('refuses %s at %s %s: %s', (model, size, quality, code) => {
  expect(outputTokens(model, size, quality)).toMatchObject({ ok: false, refusal: { code } });
});

test.each([
  ['1024x1024', 'low', 563, 625, 687],
  ['1024x1536', 'low', 688, 750, 812],
  ['1024x1024', 'medium', 1313, 1375, 1437],
  ['1536x1024', 'high', 6438, 6500, 6562],
  ['auto', 'auto', 563, 1375, 6562],
])('the price printed for gpt-image-1-mini at %s %s stands for %i to %i to %i tokens', (size, quality, floor, expected, ceiling) => {
  expect(foretoldTokens(gptImage1Mini, size, quality)).toEqual({ floor, expected, ceiling });
});

test.each([
  ['1536x1024', 'low', 158, 664, 5488],
  ['1536x1024', 'medium', 158, 664, 5488],
  ['1536x1024', 'high', 158, 1353, 5488],
  ['1536x1024', 'xhigh', 158, 2459, 5488],
  ['3840x2160', 'high', 371, 3337, 13_342],
  ['auto', 'low', 54, 567, 23_719],
])(
  'gpt-image-2.6 at %s %s is between the cheapest and the dearest of 2.5, expected near what was seen',
  (size, quality, floor, expected, ceiling) => {
    expect(foretoldTokens(gptImage26Flare, size, quality)).toEqual({ floor, expected, ceiling });
  },
);

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gptImage1Mini } from '../catalog/gpt-image-1-mini.ts';
import { gptImage1 } from '../catalog/gpt-image-1.ts';
import { gptImage26Flare } from '../catalog/gpt-image-2-6.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { foretoldImageTokens, inputImageTokens } from './input-image-tokens.ts';
import { patchTokens } from './patch-rule.ts';

const exactly = (tokens: number) => ({ floor: tokens, expected: tokens, ceiling: tokens });

describe('an input image of gpt-image-2 and 2.5 is counted in patches', () => {
  test.each([
    ['256x256', 256],
    ['512x512', 1024],
    ['550x368', 704],
    ['1024x1024', 1024],
    ['1280x720', 920],
    ['2048x1152', 1508],
    ['2048x2048', 1521],
    ['3840x2160', 1508],
    ['1179x2556', 1482],
  ])('%s was measured as %i', (size, tokens) => {
    for (const model of ['gpt-image-2', 'gpt-image-2.5-flare', 'gpt-image-2.5-sunburst-2026-09-08'])
      expect(inputImageTokens(model, size)).toEqual({ ok: true, value: exactly(tokens) });
  });

  test.each([
    ['1x1', 1],
    ['16x16', 1],
    ['17x16', 2],
    ['600x300', 512],
    ['1024x1536', 1536],
    ['1025x1536', 1504],
    ['65535x65535', 1521],
  ])('%s is %i by the rule', (size, tokens) => {
    expect(mustHold(inputImageTokens('gpt-image-2', size))).toEqual(exactly(tokens));
  });

  test('law: turning an image on its side changes nothing, and no image has more than 1,536', () => {
    const edge = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(edge, edge, (width, height) => {
        const range = patchTokens({ width, height });
        expect(patchTokens({ width: height, height: width })).toEqual(range);
        expect(range.floor >= 1 && range.floor <= range.expected && range.expected <= range.ceiling && range.ceiling <= 1536).toBe(true);
      }),
    );
  });

  test('a slip too slim for one patch is a range', () => {
    expect(patchTokens({ width: 60_000, height: 8 })).toEqual({ floor: 1, expected: 1536, ceiling: 1536 });
  });
});

describe('an input image of gpt-image-1 and 1.5 is counted in tiles', () => {
  test.each([
    ['1024x1024', 'low', 194],
    ['1024x1024', 'high', 4354],
    ['1536x1024', 'low', 323],
    ['1536x1024', 'high', 6563],
    ['100x350', 'low', 581],
  ] as const)('%s at %s fidelity is %i', (size, fidelity, tokens) => {
    expect(mustHold(inputImageTokens('gpt-image-1', size, fidelity))).toEqual(exactly(tokens));
    expect(mustHold(inputImageTokens('gpt-image-1.5', size, fidelity))).toEqual(exactly(tokens));
  });
});

test('a rule that another model lends gives its bounds, not its certainty', () => {
  const square = { width: 1024, height: 1024 };
  expect(foretoldImageTokens(gptImage26Flare, square, 'low')).toEqual({ floor: 1, expected: 1024, ceiling: 1536 });
  expect(foretoldImageTokens(gptImage1Mini, square, 'low')).toEqual({ floor: 194, expected: 194, ceiling: 6692 });
});

test('an image of unknown size is expected to be a square of 1024', () => {
  expect(foretoldImageTokens(gptImage1, undefined, 'low')).toEqual({ floor: 194, expected: 194, ceiling: 6692 });
});

test('refuses what is no size, no model, or never billed by tokens', () => {
  expect(inputImageTokens('gpt-image-2', '1024')).toMatchObject({ refusal: { code: 'invalid-size', path: ['size'] } });
  expect(inputImageTokens('gpt-image-2', '0x10')).toMatchObject({ refusal: { code: 'invalid-size' } });
  expect(inputImageTokens('gpt-image-9', '10x10')).toMatchObject({ refusal: { code: 'unknown-model' } });
  expect(inputImageTokens('gpt-image-2-preview', '10x10')).toMatchObject({ refusal: { code: 'no-input-token-rule' } });
});

import { inputImageTokens } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { playedModel } from '../played-models.ts';
import { countInputTokens } from './count-input.ts';

function counted(model: string, size: string, inputFidelity: 'high' | 'low' = 'low'): number {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const played = playedModel(model);
  if (played === undefined) throw new Error(`${model} is played.`);
  const image = { path: '', bytes: 1, format: 'png', hasAlpha: false, width, height };
  return countInputTokens({ images: [image], mask: undefined, inputFidelity }, played);
}

describe('The sandbox counts the tokens of an input image', () => {
  it.each([
    ['256x256', 256],
    ['512x512', 1024],
    ['550x368', 704],
    ['1024x1024', 1024],
    ['1280x720', 920],
    ['2048x1152', 1508],
    ['2048x2048', 1521],
    ['3840x2160', 1508],
    ['1179x2556', 1482],
  ])('of %s as %i on gpt-image-2', (size, tokens) => {
    expect(counted('gpt-image-2', size)).toBe(tokens);
  });

  it.each([
    ['1024x1024', 'low', 194],
    ['1024x1536', 'low', 323],
    ['1024x1024', 'high', 4354],
    ['1536x1024', 'high', 6563],
  ] as const)('of %s at %s fidelity as %i on gpt-image-1', (size, fidelity, tokens) => {
    expect(counted('gpt-image-1', size, fidelity)).toBe(tokens);
  });

  it('as core does, which works in whole numbers and shares no code with it', () => {
    const edges = Array.from({ length: 60 }, (_, index) => 37 + index * 61);
    const sizes = edges.flatMap((width) => edges.map((height) => `${width}x${height}`));
    for (const model of ['gpt-image-2', 'gpt-image-1']) {
      const differing = sizes.filter((size) => {
        const told = inputImageTokens(model, size);
        return !told.ok || told.value.expected !== counted(model, size);
      });
      expect(differing).toEqual([]);
    }
  });
});

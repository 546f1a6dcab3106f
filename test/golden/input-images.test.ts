import { inputImageTokens, outputTokens, publishedPriceBook, quoteRequest } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';

/** Input images that were measured on the API, for gpt-image-2 and 2.5. */
const measured: readonly (readonly [size: string, tokens: number])[] = [
  ['256x256', 256],
  ['512x512', 1024],
  ['550x368', 704],
  ['1024x1024', 1024],
  ['1280x720', 920],
  ['2048x1152', 1508],
  ['2048x2048', 1521],
  ['3840x2160', 1508],
  ['1179x2556', 1482],
];

/** OpenAI's published rule for gpt-image-1 and 1.5: 65 and 129 a tile; high fidelity adds 4,160 to a square and 6,240 to what is none. */
const published: readonly (readonly [size: string, fidelity: 'low' | 'high', tokens: number])[] = [
  ['1024x1024', 'low', 194],
  ['1024x1536', 'low', 323],
  ['1024x1024', 'high', 4354],
  ['1536x1024', 'high', 6563],
];

describe('Input images', () => {
  it.each(measured)('%s is %i tokens on gpt-image-2, as measured', (size, tokens) => {
    expect(inputImageTokens('gpt-image-2', size)).toEqual({ ok: true, value: { floor: tokens, expected: tokens, ceiling: tokens } });
  });

  it.each(measured)('%s is %i tokens of an edit that is quoted', (size, tokens) => {
    const [width, height] = size.split('x').map(Number);
    const request = {
      model: 'gpt-image-2',
      promptTokens: 14,
      operation: 'edit',
      images: [{ width, height }],
      size: '1024x1024',
      quality: 'low',
    };
    const quote = quoteRequest(publishedPriceBook, { ...request, providers: ['openai'] }, '2026-11-20');
    const lines = quote.ok ? (quote.value.offers[0]?.lines ?? []) : [];
    expect(lines.find(({ meter }) => meter === 'image_input')?.quantity).toBe(BigInt(tokens));
  });

  it.each(published)('%s at %s fidelity is %i tokens on gpt-image-1 and 1.5, as published', (size, fidelity, tokens) => {
    for (const model of ['gpt-image-1', 'gpt-image-1.5'])
      expect(inputImageTokens(model, size, fidelity)).toEqual({ ok: true, value: { floor: tokens, expected: tokens, ceiling: tokens } });
  });
});

describe('Sizes the discussion of half a cent names', () => {
  it.each([
    ['1024x1024', 196],
    ['976x704', 129],
    ['960x720', 130],
    ['1440x480', 54],
    ['480x1408', 54],
    ['1152x576', 86],
  ])('%s low is %i tokens', (size, tokens) => {
    expect(outputTokens('gpt-image-2', size, 'low')).toEqual({ ok: true, value: { floor: tokens, expected: tokens, ceiling: tokens } });
  });
});

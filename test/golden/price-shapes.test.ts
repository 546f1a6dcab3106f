import { entryInForce, publishedPriceBook, rateUsage } from '@halfpenny/core';
import type { PriceEntry } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { bill, lineTexts, listed, unwrap } from './made-entry.ts';

// Every shape in which the market bills images, each with a real example as data. Figures are those of the day they were read, not of today.

const perMillion = 1_000_000;
const inForce = (provider: string, model: string, at = '2026-10-01'): PriceEntry =>
  unwrap(entryInForce(publishedPriceBook, { provider, model, mode: 'realtime' }, at));

/** The cells of a table for one quality and size; edits cost 0.09 there, whatever the cell. */
const cell = (price: string, quality: string, size: string | string[]) =>
  ['generate', 'edit'].map((operation) => ({
    meter: 'image',
    price: operation === 'edit' ? '0.09' : price,
    per: 1,
    when: { quality, size, operation },
  }));

describe('By consumption', () => {
  it('bills each meter at its own rate: gpt-image-2, five meters', () => {
    const usage = { text_input: 100n, text_input_cached: 40n, image_input: 500n, image_input_cached: 500n, image_output: 196n };
    expect(bill(inForce('openai', 'gpt-image-2'), usage)).toBe('0.01143');
  });

  it('bills cached text and cached images at one rate: PiAPI, 1.25', () => {
    expect(bill(inForce('piapi', 'gpt-image-2'), { text_input_cached: 1000n, image_input_cached: 1000n })).toBe('0.0025');
    expect(bill(inForce('openai', 'gpt-image-2'), { text_input_cached: 1000n, image_input_cached: 1000n })).toBe('0.00325');
  });

  it('counts the tokens of an image by the tier of its size: Gemini 3.1 flash image', () => {
    const tokens = [
      ['0.5K', 747],
      ['1K', 1120],
      ['2K', 1680],
      ['4K', 2520],
    ] as const;
    const flash = listed({
      sizeTiers: [
        { name: '0.5K', longestEdgeMost: 512 },
        { name: '1K', longestEdgeMost: 1024 },
        { name: '2K', longestEdgeMost: 2048 },
        { name: '4K', longestEdgeMost: 4096 },
      ],
      components: tokens.map(([sizeTier, each]) => ({ meter: 'image', price: '60.00', per: perMillion, each, when: { sizeTier } })),
    });
    const costs = ['512x512', '1024x1024', '1408x768', '4096x4096'].map((size) => bill(flash, { image: 1n }, { size }));
    expect(costs).toEqual(['0.04482', '0.0672', '0.1008', '0.1512']);
    expect(bill(flash, { image: 3n }, { sizeTier: '2K' })).toBe('0.3024');
    expect(rateUsage({ image: 1n }, flash, { size: '4097x4096' })).toMatchObject({ refusal: { code: 'unpriced-meter' } });
  });

  it('bills seconds of hardware: Replicate', () => {
    const second = listed({ components: [{ meter: 'millisecond', price: '0.000975', per: 1000 }] });
    expect(bill(second, { millisecond: 8400n })).toBe('0.00819');
    const started = listed({ components: [{ meter: 'millisecond', price: '0.000975', per: 1000, block: 1000 }] });
    expect(bill(started, { millisecond: 8400n })).toBe('0.008775');
  });

  it('bills output text beside images, and partial images by their tokens', () => {
    const added = listed({
      components: [
        { meter: 'image_output', price: '32.00', per: perMillion },
        { meter: 'text_output', price: '10.00', per: perMillion },
        { meter: 'partial_image', price: '32.00', per: perMillion, each: 100 },
      ],
    });
    expect(bill(added, { image_output: 1056n, text_output: 50n, partial_image: 3n })).toBe('0.043892');
  });
});

describe('By count', () => {
  it('bills an image flat: PiAPI preview 0.10, Imagen 0.04', () => {
    expect(bill(inForce('piapi', 'gpt-image-2-preview'), { image: 3n })).toBe('0.3');
    expect(bill(listed({ components: [{ meter: 'image', price: '0.04', per: 1 }] }), { image: 4n })).toBe('0.16');
    expect(bill(listed({ components: [{ meter: 'call', price: '0.02', per: 1 }] }), { call: 1n, image: 0n, text_input: 9n })).toBe('0.02');
  });

  it('bills by a matrix of quality, size and operation: Bedrock and Smart AIPI', () => {
    const small = ['512x512', '768x768'];
    const matrix = listed({
      components: [...cell('0.04', 'standard', small), ...cell('0.06', 'premium', small), ...cell('0.08', 'premium', '1024x1024')],
    });
    const cost = (quality: string, size: string, operation: string) => bill(matrix, { image: 1n }, { quality, size, operation });
    expect([
      cost('standard', '768x768', 'generate'),
      cost('premium', '512x512', 'generate'),
      cost('premium', '1024x1024', 'generate'),
    ]).toEqual(['0.04', '0.06', '0.08']);
    expect(cost('premium', '512x512', 'edit')).toBe('0.09');
    expect(bill(inForce('smartaipi', 'gpt-image-2'), { image: 2n }, { quality: 'medium', size: '1024x1536' })).toBe('0.0796');
  });

  it('adds a price for each input image, the first free: Seedream; or for every one: Grok Imagine', () => {
    const image = { meter: 'image', price: '0.03', per: 1 };
    const seedream = listed({ components: [image, { meter: 'input_image', price: '0.003', per: 1, free: 1 }] });
    expect([0n, 1n, 2n, 4n].map((count) => bill(seedream, { image: 1n, input_image: count }))).toEqual(['0.03', '0.03', '0.033', '0.039']);
    const grok = listed({ components: [image, { meter: 'input_image', price: '0.002', per: 1 }] });
    expect(bill(grok, { image: 1n, input_image: 2n })).toBe('0.034');
    expect(seedream.kind).toBe('flat');
  });

  it('bills in credits that cost money: Stability at 0.01, Comfy at 211 for 1.00', () => {
    const stability = listed({
      credit: { price: '0.01', per: 1 },
      components: [
        ['core', '3'],
        ['ultra', '8'],
        ['sd3-large', '6.5'],
      ].map(([engine = '', price = '']) => ({ meter: 'image', price, per: 1, when: { engine } })),
    });
    expect(['core', 'ultra', 'sd3-large'].map((engine) => bill(stability, { image: 1n }, { engine }))).toEqual(['0.03', '0.08', '0.065']);
    const comfy = listed({ credit: { price: '1.00', per: 211 }, components: [{ meter: 'image', price: '21.1', per: 1 }] });
    expect(bill(comfy, { image: 1n })).toBe('0.1');
    const odd = listed({ credit: { price: '1.00', per: 211 }, components: [{ meter: 'image', price: '1', per: 1 }] });
    expect(unwrap(rateUsage({ image: 1n }, odd)).lines).toMatchObject([
      { unitPrice: '1', ratio: { multiply: 1n, divide: 211n }, amount: { pico: 4_739_336_493n }, rounded: true },
    ]);
  });
});

describe('By area', () => {
  const flux = listed({
    components: [
      {
        meter: 'pixel',
        price: '0.015',
        per: perMillion,
        block: perMillion,
        tiers: [{ upTo: perMillion, price: '0.03' }],
        counted: 'per-image',
      },
    ],
  });

  it('bills a first megapixel and each further started one: FLUX.2 pro', () => {
    const sizes = [1n, 1_000_000n, 1_000_001n, 1_500_000n, 4_000_000n];
    expect(sizes.map((pixel) => bill(flux, { pixel, image: 1n }))).toEqual(['0.03', '0.03', '0.045', '0.045', '0.075']);
    expect(lineTexts(unwrap(rateUsage({ pixel: 3_000_000n, image: 2n }, flux)))).toEqual([
      '2000000 pixel at 0.03/1000000: 0.06',
      '2000000 pixel at 0.015/1000000: 0.03',
    ]);
  });

  it('bills started blocks of pixels: Topaz, 8 megapixels', () => {
    const topaz = listed({ components: [{ meter: 'pixel', price: '0.08', per: 8_000_000, block: 8_000_000 }] });
    expect([8_000_000n, 8_000_001n, 33_177_600n].map((pixel) => bill(topaz, { pixel }))).toEqual(['0.08', '0.16', '0.4']);
  });

  it('bills a megapixel at a default number of steps, and more for more: Together', () => {
    const together = listed({
      components: [{ meter: 'pixel', price: '0.025', per: perMillion, times: { meter: 'step', per: 28, least: 28 } }],
    });
    expect([20n, 28n, 56n].map((step) => bill(together, { pixel: 1_048_576n, step }))).toEqual(['0.0262144', '0.0262144', '0.0524288']);
    expect(rateUsage({ pixel: 1n }, together)).toMatchObject({ refusal: { code: 'usage-missing', path: ['usage', 'step'] } });
  });
});

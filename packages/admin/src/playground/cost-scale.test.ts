import { publishedPriceBook, quoteRequest } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { scaleEnd, scalePlaces } from './cost-scale.ts';

const quoted = quoteRequest(publishedPriceBook, { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', n: 1 }, '2026-11-20T12:00:00Z');
const offers = quoted.ok ? quoted.value.offers : [];
const openai = offers.find((offer) => offer.provider === 'openai');

describe('The scale that offers share', () => {
  it('ends at the largest ceiling, 0.21078 for a square of any quality', () => {
    expect(scaleEnd(offers)).toBe(210_780_000_000n);
  });

  it('places floor, expected and ceiling from zero', () => {
    expect(openai && scalePlaces(openai, scaleEnd(offers))).toEqual({ floor: 2.81, expected: 25.02, ceiling: 100 });
  });

  it('leaves out what nobody knows', () => {
    expect(openai && scalePlaces({ ...openai, ceiling: undefined }, 1n).ceiling).toBeNull();
  });

  it('has an end even where everything is free', () => {
    expect(scaleEnd([])).toBe(1n);
  });
});

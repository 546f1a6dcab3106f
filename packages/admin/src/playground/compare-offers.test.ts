import { publishedPriceBook, quoteRequest } from '@halfpenny/core';
import type { Offer } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { compareOffers } from './compare-offers.ts';

/** The wizard card at OpenAI: 20 text and 129 image tokens, exactly 0.00397. */
function wizardCard(quality: string | undefined): Offer {
  const request = { model: 'gpt-image-2', promptTokens: 14, size: '976x704', n: 1, providers: ['openai'], ...(quality ? { quality } : {}) };
  const quoted = quoteRequest(publishedPriceBook, request, '2026-11-20T12:00:00Z');
  if (!quoted.ok || !quoted.value.offers[0]) throw new Error('The wizard card has an offer.');
  return quoted.value.offers[0];
}

describe('The page held against the service', () => {
  it('finds no difference where every digit is the same', () => {
    const service = { exactness: 'EXACT', floor: { amount: '0.00397' }, expected: { amount: '0.00397' }, ceiling: { amount: '0.00397' } };
    expect(compareOffers(wizardCard('low'), service)).toEqual([]);
  });

  it('names a figure that differs in the last digit', () => {
    const service = {
      exactness: 'EXACT',
      floor: { amount: '0.00397' },
      expected: { amount: '0.003970000001' },
      ceiling: { amount: '0.00397' },
    };
    expect(compareOffers(wizardCard('low'), service)).toEqual([{ figure: 'expected', page: '0.00397', service: '0.003970000001' }]);
  });

  it('names a ceiling that only one side knows', () => {
    const differences = compareOffers(wizardCard('low'), {
      exactness: 'UNKNOWN',
      floor: { amount: '0.00397' },
      expected: { amount: '0.00397' },
    });
    expect(differences).toEqual([
      { figure: 'exactness', page: 'exact', service: 'unknown' },
      { figure: 'ceiling', page: '0.00397', service: '—' },
    ]);
  });
});

import { expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { quoteRequest } from './quote-request.ts';
import type { QuoteOptions } from './quote-options.ts';

const now = '2026-11-20T12:00:00Z';
const stageDefaults = {
  ideation: { quality: 'low' },
  review: { quality: 'medium' },
  final: { quality: 'high' },
  proof: {},
  best: { quality: 'max' },
};
const request = { model: 'gpt-image-2', promptTokens: 14, size: '976x704' };
const quoted = (change: object, options: QuoteOptions = { stageDefaults }) =>
  quoteRequest(publishedPriceBook, { ...request, providers: ['openai'], ...change }, now, options);
const qualityOf = (change: object) => {
  const [offer] = mustHold(quoted(change)).offers;
  const quality = offer?.resolved.find(({ name }) => name === 'quality');
  return [quality?.value, quality?.origin, offer?.expected && formatMoney(offer.expected)];
};
const refusalOf = (given: unknown) => quoted({}, { stageDefaults: given as never });

test('a stage fills in the quality that a request leaves open, and says so', () => {
  expect(qualityOf({ stage: 'ideation' })).toEqual(['low', 'stage', '0.00397']);
  expect(qualityOf({ stage: 'final' })).toEqual(['high', 'stage', '0.1336']);
  expect(mustHold(quoted({ stage: 'final' })).offers[0]?.pitfalls.map(({ code }) => code)).not.toContain('quality-left-to-provider');
});

test('a quality the request names wins over its stage, and auto is a quality', () => {
  expect(qualityOf({ stage: 'final', quality: 'low' })).toEqual(['low', 'request', '0.00397']);
  expect(qualityOf({ stage: 'final', quality: 'auto' }).slice(0, 2)).toEqual(['auto', 'request']);
});

test('a stage without a quality, and no stage, leave it to the provider', () => {
  expect(qualityOf({ stage: 'proof' }).slice(0, 2)).toEqual(['auto', 'provider-default']);
  expect(qualityOf({ stage: null }).slice(0, 2)).toEqual(['auto', 'provider-default']);
});

test('a stage nobody handed in is refused with those that were', () => {
  expect(quoted({ stage: 'draft' })).toMatchObject({
    refusal: { code: 'unknown-stage', path: ['stage'], accepted: ['ideation', 'review', 'final', 'proof', 'best'] },
  });
  expect(quoted({ stage: 'toString' })).toMatchObject({ refusal: { code: 'unknown-stage' } });
  expect(quoted({ stage: 'final' }, {})).toMatchObject({ refusal: { code: 'unknown-stage', accepted: [] } });
});

test('a quality of a stage that the model lacks is refused as one that was asked for', () => {
  expect(quoted({ stage: 'best' })).toMatchObject({ refusal: { code: 'invalid-quality', path: ['quality'] } });
  expect(quoted({ stage: 'best', quality: 'low' }).ok).toBe(true);
});

test('stages that hold no defaults are refused', () => {
  expect(refusalOf([])).toMatchObject({ refusal: { code: 'invalid-request', path: ['stageDefaults'] } });
  expect(refusalOf({ final: 'high' })).toMatchObject({ refusal: { code: 'invalid-request', path: ['stageDefaults', 'final'] } });
  expect(refusalOf({ final: { quality: 3 } })).toMatchObject({ refusal: { path: ['stageDefaults', 'final', 'quality'] } });
});

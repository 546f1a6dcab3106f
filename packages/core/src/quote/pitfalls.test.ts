import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { quoteRequest } from './quote-request.ts';

type Request = Parameters<typeof quoteRequest>[1];

/** Told in other tests: what nearly every quote of the day would say. */
const aside = new Set([
  'batch-available',
  'price-source-old',
  'published-estimate-not-met',
  'published-estimate-rounded',
  'n-billed-separately',
]);
const pitfallsOf = (provider: string, request: Partial<Request>, at = '2026-11-20T12:00:00Z') => {
  const whole = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low', ...request, providers: [provider] };
  const [offer] = mustHold(quoteRequest(publishedPriceBook, whole, at)).offers;
  const told = offer?.pitfalls.filter(({ code }) => !aside.has(code));
  return told?.map(({ code, severity, message, atStake }) => [code, severity, atStake && formatMoney(atStake), message]);
};

test('a request that says everything leaves nothing open', () => {
  expect(['openai', 'piapi', 'smartaipi'].map((provider) => pitfallsOf(provider, {}))).toEqual([[], [], []]);
});

describe('what is left to the provider', () => {
  test('a quality may cost anything up to the dearest', () => {
    const message =
      'openai chooses the quality, from low to high: the cost is at least 0.00594 USD and at most 0.21078. Name a quality to fix it.';
    expect(pitfallsOf('openai', { quality: 'auto' })).toEqual([['quality-left-to-provider', 'warning', '0.20484', message]]);
    expect(pitfallsOf('piapi', { quality: 'standard' })?.map(([code]) => code)).toEqual(['quality-left-to-provider']);
  });

  test('a size may cost anything up to the largest', () => {
    const message = 'openai chooses the size: the cost is at least 0.00168 USD and at most 0.01983. Name a size to fix it.';
    expect(pitfallsOf('openai', { size: 'auto' })).toEqual([['size-left-to-provider', 'warning', '0.01815', message]]);
  });

  test('a size outside a table of few has no most', () => {
    const message = 'smartaipi chooses the size: the cost is at least 0.003 USD, and no most can be named. Name a size to fix it.';
    expect(pitfallsOf('smartaipi', { size: 'auto' })).toEqual([['size-left-to-provider', 'warning', undefined, message]]);
  });

  test('nothing is said where the bill does not depend on it', () => {
    const preview = pitfallsOf('piapi', { model: 'gpt-image-2-preview', size: null, quality: null });
    expect(preview?.map(([code]) => code)).toEqual(['flat-rate-ignores-quality-and-size']);
  });

  test('a documented default is told', () => {
    const quality = 'No quality is asked for, and smartaipi then takes medium.';
    expect(pitfallsOf('smartaipi', { quality: null })).toEqual([['quality-left-to-provider', 'info', undefined, quality]]);
    const size = 'No size is asked for, and piapi then takes 1024x1024.';
    expect(pitfallsOf('piapi', { size: null })).toEqual([['size-left-to-provider', 'info', undefined, size]]);
  });
});

describe('a flat price that ignores quality and size', () => {
  const preview = { model: 'gpt-image-2-preview' };

  test('is dearer than tokens for a small draft', () => {
    const message = 'piapi bills 0.1 USD whatever the quality and size; by tokens it would be 0.00594 at openai with gpt-image-2.';
    expect(pitfallsOf('piapi', preview)).toEqual([['flat-rate-ignores-quality-and-size', 'warning', '0.09406', message]]);
  });

  test('is cheaper than tokens for a large final image', () => {
    const message = 'piapi bills 0.1 USD whatever the quality and size; by tokens it would be 0.40032 at openai with gpt-image-2.';
    expect(pitfallsOf('piapi', { ...preview, size: '3840x2160', quality: 'high' })).toEqual([
      ['flat-rate-ignores-quality-and-size', 'info', '0.30032', message],
    ]);
  });
});

describe('a count of tokens nobody is certain of', () => {
  test('output text cannot be foretold', () => {
    const text = pitfallsOf('openai', { model: 'gpt-image-1.5', n: 2 }, '2026-06-01');
    expect(text).toEqual([
      [
        'text-output-unpredictable',
        'warning',
        '0.02048',
        'gpt-image-1.5 also bills output text tokens. No count of them is published: the expected cost has none, the ceiling allows 1024 an image [uncertain], 0.02048 in all.',
      ],
    ]);
    expect(pitfallsOf('piapi', { model: 'gpt-image-1.5' }, '2026-06-01')?.map(([code, , atStake]) => [code, atStake])).toEqual([
      ['text-output-unpredictable', '0.032768'],
    ]);
  });

  test('no rule tells it', () => {
    expect(pitfallsOf('openai', { model: 'gpt-image-2.6-flare', size: '1536x1024' })?.map(([code, , atStake]) => [code, atStake])).toEqual([
      ['no-token-rule', '0.1599'],
    ]);
    expect(pitfallsOf('openai', { model: 'gpt-image-1-mini' }, '2026-06-01')?.map(([code, , atStake]) => [code, atStake])).toEqual([
      ['no-token-rule', '0.000992'],
    ]);
  });

  test('a rounding tie has two answers', () => {
    const message = 'At 1024x800 the token rule meets a rounding tie that nobody has measured: 136 or 147 tokens an image.';
    expect(pitfallsOf('openai', { size: '1024x800' })).toEqual([['tie', 'info', '0.00033', message]]);
    expect(pitfallsOf('openai', { size: '1024x800', quality: 'auto' })?.map(([code]) => code)).toEqual(['quality-left-to-provider', 'tie']);
  });
});

describe('the life of a model', () => {
  const first = { model: 'gpt-image-1' };

  test('within 60 days of its shutdown a request is warned, at a relay too', () => {
    const warning = [['model-near-shutdown', 'warning', undefined, 'openai shuts gpt-image-1 down on 2026-10-23: plan for another model.']];
    expect(pitfallsOf('openai', first, '2026-08-24')).toEqual(warning);
    expect(pitfallsOf('piapi', first, '2026-10-22')).toEqual(warning);
    expect(pitfallsOf('openai', first, '2026-08-23')).toEqual([]);
  });

  test('a relay that sells it on after its shutdown may serve something else', () => {
    const message = 'openai shut gpt-image-1 down on 2026-10-23: piapi still lists it and may serve something else.';
    expect(pitfallsOf('piapi', first, '2026-10-23')).toEqual([['upstream-shut-down', 'warning', undefined, message]]);
  });
});

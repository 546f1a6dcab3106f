import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Offer } from './offer.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
type Request = Parameters<typeof quoteRequest>[1];
const quoted = (request: Request, at = now) => mustHold(quoteRequest(publishedPriceBook, request, at));
const figures = ({ exactness, floor, expected, ceiling }: Offer) =>
  [exactness, ...[floor, expected, ceiling].map((money) => money && formatMoney(money))] as const;
const figuresOf = (request: Request, at = now) =>
  Object.fromEntries(quoted(request, at).offers.map((offer) => [offer.provider, figures(offer)]));
const offerOf = (provider: string, request: Request, at = now) => {
  const offer = quoted({ ...request, providers: [provider] }, at).offers[0];
  if (offer === undefined) throw new Error('There is an offer.');
  return offer;
};
const exactly = (amount: string) => ['exact', amount, amount, amount];

describe('the numbers that must come out at openai', () => {
  const wizard = { model: 'gpt-image-2', promptTokens: 14, size: '976x704', quality: 'low' };

  test('the wizard card at 976x704 low is 20 text tokens and 129 image tokens, exactly 0.00397', () => {
    const offer = offerOf('openai', wizard);
    expect(figures(offer)).toEqual(exactly('0.00397'));
    expect(offer.lines.map(({ meter, quantity, amount }) => [meter, quantity, formatMoney(amount)])).toEqual([
      ['text_input', 20n, '0.0001'],
      ['image_output', 129n, '0.00387'],
    ]);
    expect(offer.pitfalls.map(({ code, atStake }) => [code, atStake && formatMoney(atStake)])).toEqual([['batch-available', '0.001985']]);
    expect(offer.entry.id).toBe('openai/gpt-image-2/realtime/2026-04-21T00:00:00Z');
  });

  test('six of them are each billed as if requested alone: 0.02382', () => {
    const offer = offerOf('openai', { ...wizard, n: 6 });
    expect(figures(offer)).toEqual(exactly('0.02382'));
    expect(offer.lines.map(({ quantity }) => quantity)).toEqual([120n, 774n]);
  });

  test('the shell at 1024x1024 low is 0.00594, and without a quality between 0.00594 and 0.21078', () => {
    const shell = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024' };
    expect(figures(offerOf('openai', { ...shell, quality: 'low' }))).toEqual(exactly('0.00594'));
    expect(figures(offerOf('openai', shell))).toEqual(['range', '0.00594', '0.05274', '0.21078']);
    expect(figures(offerOf('openai', { ...shell, quality: 'auto' }))).toEqual(['range', '0.00594', '0.05274', '0.21078']);
  });

  test('gpt-image-1 has a price on 2026-10-22, and none from its shutdown on', () => {
    const request = { model: 'gpt-image-1', promptTokens: 6, size: '1024x1024', quality: 'low', providers: ['openai'] };
    expect(figuresOf(request, '2026-10-22')).toEqual({ openai: exactly('0.01094') });
    const refusal = quoteRequest(publishedPriceBook, request, '2026-10-23');
    expect(refusal).toMatchObject({ refusal: { code: 'no-price-in-force', path: ['model'] } });
    expect(refusal.ok ? '' : refusal.refusal.message).toContain('gpt-image-1 was shut down on 2026-10-23.');
  });
});

describe('every provider that can serve the request makes an offer', () => {
  test('the cheapest expected cost first', () => {
    const { offers, refusedProviders } = quoted({ model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low' });
    expect(offers.map((offer) => [offer.provider, figures(offer)])).toEqual([
      ['smartaipi', exactly('0.003')],
      ['openai', exactly('0.00594')],
      ['piapi', exactly('0.00594')],
    ]);
    expect(refusedProviders).toEqual([]);
  });

  test('and one that cannot says why, with what it would take', () => {
    const { offers, refusedProviders } = quoted({ model: 'gpt-image-2', promptTokens: 14, size: '976x704', quality: 'low' });
    expect(offers.map(({ provider }) => provider)).toEqual(['openai', 'piapi']);
    expect(refusedProviders).toEqual([
      {
        provider: 'smartaipi',
        refusal: {
          code: 'unpriced-meter',
          path: ['size'],
          accepted: ['1024x1024', '1024x1536', '1536x1024'],
          message: 'gpt-image-2 at smartaipi has no price for size "976x704": it is priced for 1024x1024, 1024x1536, 1536x1024 alone.',
        },
      },
    ]);
  });

  test('the flat preview costs 0.1 at any size and quality, exactly', () => {
    for (const rest of [
      {},
      { size: '3840x2160', quality: 'high' },
      { size: '1440x480', quality: 'standard' },
      { size: 'auto', quality: 'auto' },
    ]) {
      expect(figuresOf({ model: 'gpt-image-2-preview', promptTokens: 6, ...rest })).toEqual({ piapi: exactly('0.1') });
    }
    expect(figuresOf({ model: 'gpt-image-2-preview', promptTokens: 6, n: 3 })).toEqual({ piapi: exactly('0.3') });
  });

  test('a size left to a provider whose table has few sizes leaves the cost unknown, and stands last', () => {
    const open = quoted({ model: 'gpt-image-2', promptTokens: 6, quality: 'low' });
    expect(open.offers.map((offer) => [offer.provider, figures(offer)])).toEqual([
      ['openai', ['range', '0.00168', '0.00594', '0.01983']],
      ['piapi', exactly('0.00594')],
      ['smartaipi', ['unknown', '0.003', '0.003', undefined]],
    ]);
  });

  test('batch is quoted at batch prices, where there are any', () => {
    const { offers, refusedProviders } = quoted({ model: 'gpt-image-2', promptTokens: 14, size: '976x704', quality: 'low', mode: 'batch' });
    expect(offers.map((offer) => [offer.provider, offer.mode, figures(offer)])).toEqual([['openai', 'batch', exactly('0.001985')]]);
    expect(refusedProviders.map(({ refusal }) => refusal.code)).toEqual(['no-price-in-force', 'no-price-in-force']);
  });
});

describe('models whose count cannot be foretold are quoted as ranges', () => {
  test('gpt-image-1.5 bills output text besides: the ceiling allows 1,024 tokens of it an image', () => {
    const request = { model: 'gpt-image-1.5', promptTokens: 6, size: '1024x1024', quality: 'low' };
    expect(figuresOf(request)).toEqual({
      openai: ['range', '0.008764', '0.008764', '0.019004'],
      piapi: ['range', '0.008764', '0.008764', '0.041532'],
    });
  });

  test.each([
    ['1024x1024', 'low', '0.004528', '0.005024', '0.00552'],
    ['1536x1024', 'high', '0.051528', '0.052024', '0.05252'],
  ])('gpt-image-1-mini at %s %s rests on its printed price', (size, quality, floor, expected, ceiling) => {
    expect(figuresOf({ model: 'gpt-image-1-mini', promptTokens: 6, size, quality })).toEqual({
      openai: ['range', floor, expected, ceiling],
    });
  });

  test('gpt-image-2.6 is between the cheapest and the dearest count of 2.5', () => {
    const request = { model: 'gpt-image-2.6-sunburst', promptTokens: 6, size: '1536x1024', quality: 'high' };
    expect(figuresOf(request)).toEqual({ openai: ['range', '0.0048', '0.04065', '0.1647'] });
  });

  test('a rounding tie is a range between its candidates', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6, size: '1024x800', quality: 'low', providers: ['openai'] };
    expect(figuresOf(request)).toEqual({ openai: ['range', '0.00414', '0.00414', '0.00447'] });
  });

  test('at PiAPI `standard` is taken, though nobody says what it becomes', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'standard' };
    expect(figuresOf(request)).toEqual({ piapi: ['range', '0.00594', '0.05274', '0.21078'] });
  });
});

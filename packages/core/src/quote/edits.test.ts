import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Offer } from './offer.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
type Request = Parameters<typeof quoteRequest>[1];
const square = { width: 1024, height: 1024 };
const edit = { model: 'gpt-image-2', promptTokens: 14, operation: 'edit', images: [square], size: '1024x1024', quality: 'low' };
const offerOf = (provider: string, request: Request, at = now): Offer => {
  const [offer] = mustHold(quoteRequest(publishedPriceBook, { ...request, providers: [provider] }, at)).offers;
  if (offer === undefined) throw new Error('There is an offer.');
  return offer;
};
const figures = ({ exactness, floor, expected, ceiling }: Offer) => [
  exactness,
  ...[floor, expected, ceiling].map((money) => money && formatMoney(money)),
];
const quantities = ({ lines }: Offer) => Object.fromEntries(lines.map(({ meter, quantity }) => [meter, Number(quantity)]));

describe('an edit bills its input images', () => {
  test('a square in and a square out on gpt-image-2: the overhead is uncertain, the images are not', () => {
    const offer = offerOf('openai', edit);
    expect(quantities(offer)).toEqual({ text_input: 21, image_input: 1024, image_output: 196 });
    expect(figures(offer)).toEqual(['range', '0.014142', '0.014177', '0.014212']);
    expect(offer.resolved).toContainEqual({ name: 'operation', value: 'edit', origin: 'request' });
  });

  test('each of n images is billed as if requested alone, its input images too', () => {
    expect(quantities(offerOf('openai', { ...edit, n: 3 }))).toEqual({ text_input: 63, image_input: 3072, image_output: 588 });
  });

  test('several input images add up', () => {
    const images = [square, { width: 1280, height: 720 }, { width: 256, height: 256 }];
    expect(quantities(offerOf('openai', { ...edit, images }))).toMatchObject({ image_input: 1024 + 920 + 256, text_input: 14 + 3 * 7 });
  });

  test('whether a mask is billed nobody says: the ceiling allows one more image', () => {
    expect(figures(offerOf('openai', { ...edit, mask: square }))).toEqual(['range', '0.014142', '0.014177', '0.022404']);
  });

  test('an image of unknown size has 1 to 1,536 tokens', () => {
    expect(figures(offerOf('openai', { ...edit, images: [{}] }))).toEqual(['range', '0.005958', '0.014177', '0.018308']);
  });

  test('on gpt-image-1.5 it is counted in tiles, at high fidelity with 4,160 more', () => {
    const first = { ...edit, model: 'gpt-image-1.5' };
    expect(quantities(offerOf('openai', first, '2026-06-01'))).toMatchObject({ text_input: 29, image_input: 194 });
    const close = offerOf('openai', { ...first, inputFidelity: 'high' }, '2026-06-01');
    expect(quantities(close)).toMatchObject({ image_input: 4354 });
    expect(close.resolved).toContainEqual({ name: 'inputFidelity', value: 'high', origin: 'request' });
  });

  test('a flat price has nothing to count', () => {
    expect(figures(offerOf('piapi', { ...edit, model: 'gpt-image-2-preview' }))).toEqual(['exact', '0.1', '0.1', '0.1']);
  });
});

describe('partial images', () => {
  test('add up to 100 output tokens each: fewer may be sent', () => {
    const shell = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low', partialImages: 3 };
    const offer = offerOf('openai', shell);
    expect(quantities(offer)).toEqual({ text_input: 12, image_output: 496 });
    expect(figures(offer)).toEqual(['range', '0.00594', '0.01494', '0.01494']);
  });
});

const grades = (offer: Offer) => offer.evidence.map(({ meter, grade }) => `${meter} ${grade}`);

describe('every estimate says what it rests on', () => {
  test('a generation on the calculator', () => {
    expect(grades(offerOf('openai', { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low' }))).toEqual([
      'text_input measured',
      'image_output calculator',
    ]);
  });

  test('an edit on what was seen, and what is left open on assumptions', () => {
    expect(grades(offerOf('openai', { ...edit, quality: null, partialImages: 1 }))).toEqual([
      'text_input observed',
      'image_input measured',
      'image_output calculator',
      'image_output assumed',
      'image_output published',
    ]);
    expect(grades(offerOf('openai', { ...edit, model: 'gpt-image-2.6-flare' }))).toContain('image_input assumed');
    expect(grades(offerOf('openai', { ...edit, model: 'gpt-image-1.5' }, '2026-06-01'))).toEqual([
      'text_input observed',
      'image_input published',
      'image_output published',
      'text_output assumed',
    ]);
  });

  test('a flat price on counting alone', () => {
    expect(grades(offerOf('piapi', { model: 'gpt-image-2-preview', promptTokens: 6 }))).toEqual(['image counted']);
  });
});

const seen = (tokens: readonly number[], model = 'gpt-image-2.6-flare') =>
  tokens.map((count) => ({ model, size: '1536x1024', quality: 'low', tokens: count, evidence: 'own log' }));

const sameCounts = (meter: 'image_output' | 'text_output', model: string) =>
  Array.from({ length: 40 }, () => ({ model, meter, size: '1024x1024', quality: 'low', tokens: 335, evidence: 'own log' }));

describe('observations handed in teach a model without a rule', () => {
  const request = { model: 'gpt-image-2.6-flare', promptTokens: 6, size: '1536x1024', quality: 'low' };
  const learned = (observations: ReturnType<typeof seen>) =>
    figures(mustHold(quoteRequest(publishedPriceBook, request, now, { observations })).offers[0] as Offer);

  test('a few move what is expected, twenty make the range', () => {
    expect(learned([])).toEqual(['range', '0.0048', '0.01998', '0.1647']);
    expect(learned(seen([700, 650, 660]))).toEqual(['range', '0.0048', '0.01986', '0.1647']);
    expect(learned(seen(Array.from({ length: 20 }, (_, index) => 650 + index)))).toEqual(['range', '0.01956', '0.01983', '0.02013']);
  });

  test('counts of output text move the expected cost of gpt-image-1.5', () => {
    const first = { model: 'gpt-image-1.5', promptTokens: 6, size: '1024x1024', quality: 'low', providers: ['openai'] };
    const text = (counts: readonly number[]) => {
      const observations = counts.map((tokens) => {
        return { model: 'gpt-image-1.5', meter: 'text_output', size: '1536x1024', quality: 'high', tokens, evidence: 'own log' } as const;
      });
      return figures(mustHold(quoteRequest(publishedPriceBook, first, now, { observations })).offers[0] as Offer);
    };
    expect(text([])).toEqual(['range', '0.008764', '0.008764', '0.019004']);
    expect(text([335])).toEqual(['range', '0.008764', '0.012114', '0.019004']);
    expect(text(Array.from({ length: 20 }, (_, index) => 300 + index))).toEqual(['range', '0.011764', '0.011854', '0.011954']);
  });

  test('those of another model, or of one with a rule, teach nothing', () => {
    expect(learned(seen([700], 'gpt-image-2.6-sunburst'))).toEqual(['range', '0.0048', '0.01998', '0.1647']);
    const shell = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low' };
    const observations = [{ model: 'gpt-image-2', size: '1024x1024', quality: 'low', tokens: 999, evidence: 'own log' }];
    const [offer] = mustHold(quoteRequest(publishedPriceBook, { ...shell, providers: ['openai'] }, now, { observations })).offers;
    expect(offer?.exactness).toBe('exact');
  });

  test.each([
    [{ model: 'gpt-image-9' }, 'model'],
    [{ size: 'large' }, 'size'],
    [{ tokens: -1 }, 'tokens'],
    [{ tokens: 1.5 }, 'tokens'],
    [{ meter: 'image' as never }, 'meter'],
  ])('refuses one that cannot be read: %j', (change, field) => {
    const observations = [...seen([664]), { ...seen([664])[0], ...change } as never];
    const quote = quoteRequest(publishedPriceBook, request, now, { observations });
    expect(quote).toMatchObject({ refusal: { code: 'invalid-observation', path: ['observations', '1', field] } });
  });

  test('refuses options that are none', () => {
    expect(quoteRequest(publishedPriceBook, request, now, { reference: 'azure' })).toMatchObject({ refusal: { code: 'unknown-provider' } });
    expect(quoteRequest(publishedPriceBook, request, now, { sourceDaysMost: -1 })).toMatchObject({ refusal: { path: ['sourceDaysMost'] } });
  });

  test.each([3, 50_000])('a count of %i outside of every bound widens them, also where the size is left open', (tokens) => {
    const counts = [{ model: 'gpt-image-2.6-flare', size: '1024x1024', quality: 'medium', tokens, evidence: 'own log' }];
    for (const quality of ['auto', 'medium']) {
      const open = { model: 'gpt-image-2.6-flare', promptTokens: 14, size: 'auto', quality, providers: ['openai'] };
      const [offer] = mustHold(quoteRequest(publishedPriceBook, open, now, { observations: counts })).offers;
      const image = BigInt(tokens) * 30_000_000n + 100_000_000n;
      expect([offer?.exactness, offer?.expected?.pico]).toEqual(['range', image]);
      expect(tokens === 3 ? offer?.floor?.pico : offer?.ceiling?.pico).toBe(image);
    }
  });

  test('however often the same count was seen, the quote stays a range', () => {
    const asked = { promptTokens: 14, size: '1024x1024', quality: 'low', providers: ['openai'] };
    for (const [model, meter] of [
      ['gpt-image-2.6-flare', 'image_output'],
      ['gpt-image-1.5', 'text_output'],
    ] as const) {
      const quote = quoteRequest(publishedPriceBook, { ...asked, model }, now, { observations: sameCounts(meter, model) });
      expect(mustHold(quote).offers[0]?.exactness).toBe('range');
    }
  });
});

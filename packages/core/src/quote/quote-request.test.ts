import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalSizes } from '../catalog/free-size.ts';
import { models } from '../catalog/models.ts';
import { formatSize, freeSizes } from '../catalog/size-rule.ts';
import { formatMoney } from '../money/money.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Offer } from './offer.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
type Request = Parameters<typeof quoteRequest>[1];
const quoted = (request: Request, at = now, book = publishedPriceBook) => mustHold(quoteRequest(book, request, at));
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

const bookOf = (...entries: readonly PriceEntryInput[]) => mustHold(priceBook(entries.map((entry) => mustHold(priceEntry(entry)))));

describe('the numbers that must come out at openai', () => {
  const wizard = { model: 'gpt-image-2', promptTokens: 14, size: '976x704', quality: 'low' };

  test('the wizard card at 976x704 low is 20 text tokens and 129 image tokens, exactly 0.00397', () => {
    const offer = offerOf('openai', wizard);
    expect(figures(offer)).toEqual(exactly('0.00397'));
    expect(offer.lines.map(({ meter, quantity, amount }) => [meter, quantity, formatMoney(amount)])).toEqual([
      ['text_input', 20n, '0.0001'],
      ['image_output', 129n, '0.00387'],
    ]);
    expect(offer.pitfalls).toEqual([]);
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

const resolved = (provider: string, request: Request) =>
  offerOf(provider, request).resolved.map(({ name, value, origin }) => `${name} ${value} ${origin}`);

describe('a resolved value knows its origin', () => {
  test('each provider fills in its own defaults', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6 };
    const shared = ['n 1 provider-default', 'outputFormat png provider-default'];
    expect(resolved('openai', request)).toEqual([
      'model gpt-image-2 request',
      'size auto provider-default',
      'quality auto provider-default',
      ...shared,
    ]);
    expect(resolved('piapi', request)).toEqual([
      'model gpt-image-2 request',
      'size 1024x1024 provider-default',
      'quality auto provider-default',
      ...shared,
    ]);
    expect(resolved('smartaipi', request)).toEqual([
      'model gpt-image-2 request',
      'size auto provider-default',
      'quality medium provider-default',
      ...shared,
    ]);
    expect(resolved('piapi', { ...request, model: 'gpt-image-2-preview' })[2]).toBe('quality standard provider-default');
  });

  test('an alias stands for its model where a provider takes it', () => {
    const { offers, refusedProviders } = quoted({ model: 'dall-e-3', promptTokens: 6, size: '1024x1024', quality: 'high' });
    expect(offers.map(({ provider, model, resolved: [first] }) => [provider, model, first?.value, first?.origin])).toEqual([
      ['smartaipi', 'gpt-image-2', 'gpt-image-2', 'alias'],
    ]);
    expect(refusedProviders.map(({ provider, refusal }) => [provider, refusal.code])).toEqual([
      ['openai', 'model-not-served'],
      ['piapi', 'model-not-served'],
    ]);
  });

  test('a snapshot keeps its name and is billed as its model', () => {
    const request = { promptTokens: 6, size: '1536x864', quality: 'max' };
    const offer = offerOf('openai', { ...request, model: 'gpt-image-2.5-flare-2026-09-08' });
    expect([offer.model, offer.entry.model, ...figures(offer)]).toEqual([
      'gpt-image-2.5-flare-2026-09-08',
      'gpt-image-2.5-flare',
      ...exactly('0.12942'),
    ]);
  });

  test('what the caller asked for is shown as asked', () => {
    const request = {
      model: 'gpt-image-1.5',
      promptTokens: 6,
      size: 'auto',
      quality: 'low',
      n: 2,
      outputFormat: 'webp',
      outputCompression: 0,
      background: 'transparent',
      moderation: 'low',
    };
    expect(resolved('openai', request)).toEqual(
      [
        'model gpt-image-1.5',
        'size auto',
        'quality low',
        'n 2',
        'outputFormat webp',
        'outputCompression 0',
        'background transparent',
        'moderation low',
      ].map((each) => `${each} request`),
    );
  });

  test('null is as good as absent', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6 };
    const nothing = {
      size: null,
      quality: null,
      n: null,
      providers: null,
      mode: null,
      background: null,
      stage: null,
      images: null,
      nonsense: null,
    };
    expect(quoted({ ...request, ...nothing })).toEqual(quoted(request));
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

describe('a book of other prices', () => {
  const entry = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01' } as const;
  const request = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low', n: 2, providers: ['openai'] };

  test('is quoted by whatever its tariff bills: images by quality, or calls', () => {
    const table = bookOf({
      ...entry,
      components: ['low', 'medium', 'high'].map((quality, cents) => ({
        meter: 'image',
        price: `0.0${cents + 2}`,
        per: 1,
        when: { quality },
      })),
    });
    expect(quoted(request, now, table).offers.map(figures)).toEqual([exactly('0.04')]);
    expect(quoted({ ...request, quality: 'auto' }, now, table).offers.map(figures)).toEqual([['range', '0.04', '0.06', '0.08']]);
    const calls = bookOf({ ...entry, components: [{ meter: 'call', price: '0.5', per: 1 }] });
    expect(quoted(request, now, calls).offers.map(figures)).toEqual([exactly('0.5')]);
  });

  test('refuses what it has no price for, and does not fall back', () => {
    const lowOnly = bookOf({ ...entry, components: [{ meter: 'image', price: '0.02', per: 1, when: { quality: 'low' } }] });
    expect(quoted({ ...request, quality: 'auto' }, now, lowOnly).offers.map(figures)).toEqual([['unknown', '0.04', undefined, undefined]]);
    expect(quoteRequest(lowOnly, { ...request, quality: 'high' }, now)).toMatchObject({
      refusal: { code: 'unpriced-meter', path: ['quality'], accepted: ['low'] },
    });
  });

  test('cannot sell a model after its shutdown', () => {
    const book = bookOf({ ...entry, model: 'gpt-image-1', components: [{ meter: 'image', price: '0.02', per: 1 }] });
    expect(quoteRequest(book, { ...request, model: 'gpt-image-1' }, '2026-10-23')).toMatchObject({
      refusal: { code: 'model-shut-down', path: ['model'] },
    });
  });

  test('cannot quote tokens for a model billed by the image', () => {
    const book = bookOf({
      ...entry,
      provider: 'piapi',
      model: 'gpt-image-2-preview',
      components: [{ meter: 'image_output', price: '30', per: 1_000_000 }],
    });
    expect(quoteRequest(book, { ...request, model: 'gpt-image-2-preview', providers: ['piapi'] }, now)).toMatchObject({
      refusal: { code: 'no-output-token-rule' },
    });
  });
});

test('law: floor ≤ expected ≤ ceiling, and an exact offer is one amount', () => {
  const anySize = fc.oneof(
    fc.constantFrom('auto', '1024x1024', '1024x1536', '1536x1024'),
    fc.constantFrom(...legalSizes(freeSizes)).map(formatSize),
  );
  const anyRequest = fc.record({
    model: fc.constantFrom(...models.map(({ name }) => name), 'dall-e'),
    promptTokens: fc.integer({ min: 0, max: 128_000 }),
    n: fc.integer({ min: 1, max: 10 }),
    size: anySize,
    quality: fc.constantFrom('low', 'medium', 'high', 'xhigh', 'max', 'auto', 'standard', null),
  });
  let offered = 0;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const quote = quoteRequest(publishedPriceBook, request, now);
      for (const { exactness, floor, expected, ceiling } of quote.ok ? quote.value.offers : []) {
        offered += 1;
        const bounds = [floor, expected, ceiling].flatMap((money) => (money === undefined ? [] : [money.pico]));
        expect(bounds.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(bounds);
        expect(exactness === 'exact').toBe(bounds.length === 3 && new Set(bounds).size === 1);
        expect(exactness === 'unknown').toBe(ceiling === undefined);
      }
    }),
    { numRuns: 500 },
  );
  expect(offered).toBeGreaterThan(100);
});

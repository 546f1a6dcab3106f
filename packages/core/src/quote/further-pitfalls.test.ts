import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { QuoteOptions } from './quote-options.ts';
import { quoteRequest } from './quote-request.ts';

type Request = Parameters<typeof quoteRequest>[1];
const now = '2026-11-20T12:00:00Z';
const asked = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low' };
const offerOf = (provider: string, request: Partial<Request>, at = now, options: QuoteOptions = {}) => {
  const [offer] = mustHold(quoteRequest(publishedPriceBook, { ...asked, ...request, providers: [provider] }, at, options)).offers;
  if (offer === undefined) throw new Error('There is an offer.');
  return offer;
};
const told = (code: string, provider: string, request: Partial<Request> = {}, at = now, options: QuoteOptions = {}) =>
  offerOf(provider, request, at, options)
    .pitfalls.filter((pitfall) => pitfall.code === code)
    .map(({ severity, message, atStake }) => [severity, atStake && formatMoney(atStake), message]);

describe('a printed price an image that usage will not bill', () => {
  const code = 'published-estimate-not-met';

  test.each([
    ['low', 'info', '0.00212', '0.008', 196, '0.00588', '36.05% too high'],
    ['medium', 'warning', '0.02068', '0.032', 1756, '0.05268', '39.26% too low'],
    ['high', 'warning', '0.08572', '0.125', 7024, '0.21072', '40.68% too low'],
  ])('PiAPI prints gpt-image-2 %s from the table of gpt-image-1', (quality, severity, atStake, printed, tokens, billed, away) => {
    const message = `PiAPI's price document prints ${printed} an image, and its ${tokens} tokens bill ${billed} USD: the print is ${away}.`;
    expect(told(code, 'piapi', { quality })).toEqual([[severity, atStake, message]]);
  });

  test('each of n images is that far off', () => {
    expect(told(code, 'piapi', { n: 3 })[0]?.[1]).toBe('0.00636');
  });

  test('a print that only rounds is told as such', () => {
    const message = "OpenAI's pricing page prints 0.006 an image, and its 196 tokens bill 0.00588 USD: the print is rounded.";
    expect(told('published-estimate-rounded', 'openai')).toEqual([['info', '0.00012', message]]);
    expect(told('published-estimate-rounded', 'openai', { size: '976x704' })).toEqual([]);
    expect(told('published-estimate-rounded', 'openai', { model: 'gpt-image-1', size: '1536x1024' }, '2026-06-01')).toEqual([]);
    expect(told(code, 'openai')).toEqual([]);
    expect(told(code, 'piapi', { model: 'gpt-image-1', quality: 'high' })).toEqual([]);
    expect(told(code, 'openai', { model: 'gpt-image-1.5', quality: 'medium', size: '1024x1536' }, '2026-06-01')[0]?.[1]).toBe('0.000688');
  });
});

test('what a provider claims of its prices is told of its own prices alone, not of those they are sold at', () => {
  const claims = new Set(['published-estimate-not-met', 'published-estimate-rounded', 'advertised-saving-not-met']);
  const claimed = (options: QuoteOptions) =>
    ['openai', 'piapi', 'smartaipi'].flatMap((provider) =>
      offerOf(provider, { size: '1024x1536' }, now, options).pitfalls.filter(({ code }) => claims.has(code)),
    );
  expect(claimed({}).length).toBeGreaterThan(0);
  expect(claimed({ sold: true })).toEqual([]);
});

describe('an advertised saving', () => {
  const code = 'advertised-saving-not-met';

  test.each([
    ['low', '0.0045', '0.0048', '6.25', '0.0021'],
    ['medium', '0.0398', '0.04122', '3.44', '0.01919'],
    ['high', '0.1583', '0.1647', '3.89', '0.07595'],
  ])('of half is not met at 1536x1024 %s', (quality, own, reference, percent, short) => {
    const offer = offerOf('smartaipi', { size: '1536x1024', quality });
    expect(offer.expected && formatMoney(offer.expected)).toBe(own);
    expect(offer.comparison).toMatchObject({ reference: 'openai', savingPercent: percent, advertisedPercent: '50' });
    const message = `smartaipi advertises 50% under openai, and this request is ${percent}% under its ${reference} USD.`;
    expect(told(code, 'smartaipi', { size: '1536x1024', quality })).toEqual([['warning', short, message]]);
  });

  test('of half is met on squares, to less than one percent', () => {
    for (const quality of ['low', 'medium', 'high']) expect(told(code, 'smartaipi', { quality })).toEqual([]);
  });
});

describe('what goes in', () => {
  test('a prompt can cost more than its image', () => {
    expect(told('prompt-dearer-than-image', 'openai', { promptTokens: 2000 })).toEqual([
      ['warning', '0.01003', 'The prompt costs 0.01003 USD, more than the image at 0.00588.'],
    ]);
    expect(told('prompt-dearer-than-image', 'openai', { promptTokens: 1170 })).toEqual([]);
    expect(told('prompt-dearer-than-image', 'openai', { promptTokens: 1171 })).toHaveLength(1);
  });

  const edit = { operation: 'edit', images: [{ width: 1024, height: 1024 }] };

  test('so can input images', () => {
    expect(told('input-images-dearer-than-image', 'openai', edit)).toEqual([
      ['warning', '0.008192', 'Input images cost 0.008192 USD, more than the image at 0.00588.'],
    ]);
  });

  test('PiAPI has one cached rate for two meters, and nobody reports cached tokens', () => {
    expect(told('one-cached-rate', 'piapi', edit)).toEqual([
      [
        'info',
        '0.006912',
        'piapi has one cached rate for two meters: a cached input image is billed as cached text, 1.25 per million tokens, though uncached they differ, 5 per million tokens and 8 per million tokens.',
      ],
    ]);
    expect(told('one-cached-rate', 'openai', edit)).toEqual([]);
    expect(told('cached-rate-not-met', 'openai', edit)[0]?.[1]).toBe('0.006144');
    expect(told('cached-rate-not-met', 'openai')).toEqual([]);
  });
});

describe('what is billed besides', () => {
  test('n images are billed one by one', () => {
    const message = '6 images are billed as if each were asked for alone, 0.03564 USD in all: prompt and input images are paid 6 times.';
    expect(told('n-billed-separately', 'openai', { n: 6 })).toEqual([['info', '0.0003', message]]);
    expect(told('n-billed-separately', 'openai')).toEqual([]);
  });

  test('partial images are billed', () => {
    const message = 'Partial images are billed: up to 200 output tokens more than without them.';
    expect(told('partial-images-billed', 'openai', { partialImages: 2 })).toEqual([['warning', '0.006', message]]);
    expect(told('partial-images-billed', 'piapi', { model: 'gpt-image-2-preview', partialImages: 2 })).toEqual([]);
  });
});

describe('what there is besides', () => {
  test('batch at half the price', () => {
    const message = 'In batch openai would bill 0.00297 instead of 0.00594 USD, within a day.';
    expect(told('batch-available', 'openai')).toEqual([['info', '0.00297', message]]);
    expect(told('batch-available', 'openai', { mode: 'batch' })).toEqual([]);
    expect(told('batch-available', 'piapi')).toEqual([]);
  });

  test('an alias runs another model', () => {
    const message = 'smartaipi runs gpt-image-2 for the name dall-e-3, at the prices of gpt-image-2.';
    expect(told('alias-routed-elsewhere', 'smartaipi', { model: 'dall-e-3' })).toEqual([['warning', undefined, message]]);
  });

  test('a mask is read the other way round', () => {
    const edit = { operation: 'edit', images: [{ width: 64, height: 64 }], mask: { width: 64, height: 64 } };
    expect(told('mask-read-otherwise', 'smartaipi', edit)).toHaveLength(1);
    expect(told('mask-read-otherwise', 'openai', edit)).toEqual([]);
  });
});

describe('a size larger than its placement', () => {
  test('a 4K picture for an avatar', () => {
    const message = '256x256 will be seen: 1056x624 fills it for 0.00294 USD instead of 0.01119 at 3840x2160.';
    expect(told('larger-than-placement', 'openai', { size: '3840x2160', placement: 'avatar' })).toEqual([['warning', '0.00825', message]]);
  });

  test('an upright one is held against upright sizes', () => {
    const message = '256x256 will be seen: 624x1056 fills it for 0.00294 USD instead of 0.01119 at 2160x3840.';
    expect(told('larger-than-placement', 'openai', { size: '2160x3840', placement: 'avatar' })).toEqual([['warning', '0.00825', message]]);
  });

  test('a size that is needed, or fills nothing, is no pitfall', () => {
    expect(told('larger-than-placement', 'openai', { size: '1024x1024', placement: '1600x1200' })).toEqual([]);
    expect(told('larger-than-placement', 'openai', { placement: 'avatar', quality: null })).toEqual([]);
    expect(told('larger-than-placement', 'piapi', { model: 'gpt-image-2-preview', placement: 'avatar' })).toEqual([]);
  });

  test('among few sizes the cheapest that fills it', () => {
    const first = { model: 'gpt-image-1', quality: 'high', size: '1024x1536', placement: '800x800' };
    expect(told('larger-than-placement', 'openai', first, '2026-06-01')[0]?.[1]).toBe('0.0832');
  });
});

test('a flat price by quality alone still ignores the size', () => {
  const entry = { provider: 'piapi', model: 'gpt-image-2-preview', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;
  const components = ['low', 'medium', 'high'].map((quality) => ({ meter: 'image', price: '0.02', per: 1, when: { quality } }));
  const book = mustHold(
    priceBook([
      ...publishedPriceBook.entries.filter(({ provider }) => provider === 'openai'),
      mustHold(priceEntry({ ...entry, components })),
    ]),
  );
  const request = { ...asked, model: 'gpt-image-2-preview', providers: ['piapi'] };
  const [offer] = mustHold(quoteRequest(book, request, now)).offers;
  const flat = offer?.pitfalls.find(({ code }) => code === 'flat-rate-ignores-size');
  expect(flat?.message).toBe('piapi bills 0.02 USD whatever the size; by tokens it would be 0.00594 at openai with gpt-image-2.');
});

describe('the source of a price', () => {
  test('is old after 90 days, or after what the caller allows', () => {
    const message =
      'The price of gpt-image-2 at piapi was read on 2026-04-23, 211 days before: check its source, PiAPI price document, again.';
    expect(told('price-source-old', 'piapi')).toEqual([['info', undefined, message]]);
    expect(told('price-source-old', 'piapi', {}, '2026-07-22')).toEqual([]);
    expect(told('price-source-old', 'piapi', {}, '2026-07-23')).toHaveLength(1);
    expect(told('price-source-old', 'piapi', {}, now, { sourceDaysMost: 211 })).toEqual([]);
    expect(told('price-source-old', 'openai', {}, now, { sourceDaysMost: 0 })).toEqual([]);
  });

  test('may be missing', () => {
    const entry = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;
    const components = [{ meter: 'image', price: '0.05', per: 1 }];
    const codes = (provenance: object) => {
      const book = mustHold(priceBook([mustHold(priceEntry({ ...entry, components, ...provenance }))]));
      const [offer] = mustHold(quoteRequest(book, { ...asked, providers: ['openai'] }, now)).offers;
      return offer?.pitfalls.map(({ code }) => code);
    };
    expect(codes({})).toEqual(['price-source-missing']);
    expect(codes({ source: 'a screenshot' })).toEqual(['price-source-missing']);
    expect(codes({ source: 'a screenshot', checkedOn: '2026-11-01' })).toEqual([]);
  });
});

const figures = (provider: string, request: Partial<Request>, options?: QuoteOptions) => {
  const { comparison } = offerOf(provider, request, now, options);
  return comparison && [comparison.reference, formatMoney(comparison.saving), comparison.savingPercent];
};

describe('savings as numbers', () => {
  test('against the maker, or the provider that is asked for', () => {
    expect(figures('smartaipi', {})).toEqual(['openai', '0.00294', '49.49']);
    expect(figures('piapi', {})).toEqual(['openai', '0', '0']);
    expect(figures('piapi', { model: 'gpt-image-2-preview' })).toEqual(['openai', '-0.09406', '-1583.5']);
    expect(figures('openai', {})).toBeUndefined();
    expect(figures('openai', {}, { reference: 'smartaipi' })).toEqual(['smartaipi', '-0.00294', '-98']);
    expect(figures('openai', { size: '976x704' }, { reference: 'smartaipi' })).toBeUndefined();
  });
});

test('a price by the megapixel depends on the size alone: a quality left open changes nothing, and high costs what low does', () => {
  const key = { provider: 'piapi', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01' } as const;
  const entry = mustHold(priceEntry({ ...key, components: [{ meter: 'pixel', price: '0.03', per: 1_048_576 }] }));
  const book = mustHold(priceBook([...publishedPriceBook.entries.filter(({ provider }) => provider === 'openai'), entry]));
  const [offer] = mustHold(quoteRequest(book, { model: 'gpt-image-2', promptTokens: 6, providers: ['piapi'] }, now)).offers;
  const codes = (offer?.pitfalls ?? []).map(({ code }) => code);
  expect(codes).toContain('flat-rate-ignores-quality');
  expect(codes).toContain('size-left-to-provider');
  expect(codes).not.toContain('quality-left-to-provider');
});

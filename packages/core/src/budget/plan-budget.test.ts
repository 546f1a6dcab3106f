import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalSizes } from '../catalog/free-size.ts';
import { freeSizes, parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { formatMoney, parseMoney } from '../money/money.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { quoteRequest } from '../quote/quote-request.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Outcome } from '../refusal/refusal.ts';
import { gridTokens } from '../tokens/grid-rule.ts';
import type { BudgetFit } from './budget-fit.ts';
import { cheapestOfAll } from './cheapest-of-all.ts';
import { fitImage } from './fit-image.ts';
import { bestImage, cheapestImage, largestImage } from './plan-budget.ts';

const now = '2026-11-20T12:00:00Z';
const usd = (amount: string) => mustHold(parseMoney(amount, 'USD'));
const book = publishedPriceBook;
const pixelsOf = (size: PixelSize | undefined) => (size?.width ?? 0) * (size?.height ?? 0);
const figures = (fit: Outcome<BudgetFit>) => {
  const { size, quality, cost, images } = mustHold(fit);
  return [size, quality, formatMoney(cost), images];
};

describe('one image held against an amount', () => {
  test('at half a cent 976x704 low leaves 0.00113 and 220 prompt tokens after the overhead', () => {
    const fit = mustHold(fitImage(book, { amount: usd('0.005'), model: 'gpt-image-2', size: '976x704', quality: 'low' }, now));
    expect([fit.outputTokens, formatMoney(fit.afterOutput), fit.promptTokensLeft]).toEqual([129, '0.00113', 220]);
    const full = { amount: usd('0.005'), model: 'gpt-image-2', size: '976x704', quality: 'low' };
    expect(figures(fitImage(book, { ...full, promptTokens: 220 }, now))).toEqual(['976x704', 'low', '0.005', 1n]);
    expect(fitImage(book, { ...full, promptTokens: 221 }, now)).toMatchObject({
      refusal: { code: 'nothing-fits', accepted: ['0.005005'] },
    });
  });

  test('at a quarter of a cent 1440x480 leaves 0.00088 and 170', () => {
    const fit = mustHold(fitImage(book, { amount: usd('0.0025'), model: 'gpt-image-2', size: '1440x480', quality: 'low' }, now));
    expect([fit.outputTokens, formatMoney(fit.afterOutput), fit.promptTokensLeft]).toEqual([54, '0.00088', 170]);
  });

  test('batch makes 500 images of a twenty-token prompt for a dollar, and 1,142 of the cheapest', () => {
    const question = { amount: usd('1'), model: 'gpt-image-2', mode: 'batch', promptTokens: 20 } as const;
    expect(figures(fitImage(book, { ...question, size: '976x704', quality: 'low' }, now))).toEqual(['976x704', 'low', '0.002', 500n]);
    expect(figures(cheapestImage(book, question, now))).toEqual(['1440x480', 'low', '0.000875', 1142n]);
  });

  test('a tie counts at its ceiling', () => {
    const fit = mustHold(fitImage(book, { amount: usd('0.005'), model: 'gpt-image-2', size: '1024x800', quality: 'low' }, now));
    expect(fit.outputTokens).toBe(147);
  });

  test('a prompt that costs nothing may be as long as a model takes', () => {
    const question = { amount: usd('0.1'), model: 'gpt-image-2-preview', provider: 'piapi', size: '1024x1024', quality: 'high' };
    expect(mustHold(fitImage(book, question, now)).promptTokensLeft).toBe(128_000);
  });
});

describe('the best that an amount buys', () => {
  const penny = { amount: usd('0.005'), model: 'gpt-image-2', promptTokens: 14 };

  test('the largest image for half a cent', () => {
    expect(figures(largestImage(book, penny, now))).toEqual(['3840x1312', 'low', '0.00433', 1n]);
    expect(largestImage(book, { ...penny, shape: '1:1' }, now)).toMatchObject({ refusal: { code: 'nothing-fits', accepted: ['0.00523'] } });
  });

  test('the cheapest image, and so the most images', () => {
    expect(figures(cheapestImage(book, penny, now))).toEqual(['1440x480', 'low', '0.00172', 2n]);
    expect(figures(cheapestImage(book, { ...penny, amount: usd('1'), quality: 'high' }, now))).toEqual([
      '1424x480',
      'high',
      '0.06193',
      16n,
    ]);
  });

  test('the best at a shape: the dearest quality that fits, as large as it can be', () => {
    const dime = { ...penny, amount: usd('0.1'), shape: '16:9' };
    expect(figures(bestImage(book, dime, now))).toEqual(['3584x2016', 'medium', '0.0898', 1n]);
    expect(figures(bestImage(book, { ...dime, amount: usd('0.01') }, now))).toEqual(['3328x1872', 'low', '0.00901', 1n]);
  });

  test('an upright shape is as large and as dear as the same one lying down', () => {
    const dime = { ...penny, amount: usd('0.1') };
    expect(figures(bestImage(book, { ...dime, shape: '9:16' }, now))).toEqual(['2016x3584', 'medium', '0.0898', 1n]);
    expect(figures(bestImage(book, { ...penny, shape: '1000:1386' }, now))).toEqual(['1088x1520', 'low', '0.00493', 1n]);
    const relay = { amount: usd('0.16'), model: 'gpt-image-2', provider: 'smartaipi', shape: '2:3' };
    expect(figures(bestImage(book, relay, now))).toEqual(['1024x1536', 'high', '0.1583', 1n]);
  });

  test('a shape that no legal size has exactly is met to a hundredth', () => {
    expect(figures(bestImage(book, { ...penny, shape: '1386:1000' }, now))).toEqual(['1520x1088', 'low', '0.00493', 1n]);
  });

  test('among few sizes, and among those a table prices', () => {
    expect(figures(largestImage(book, { amount: usd('0.1'), model: 'gpt-image-1.5' }, now))).toEqual([
      '1536x1024',
      'medium',
      '0.060446',
      1n,
    ]);
    const relay = { amount: usd('0.004'), model: 'gpt-image-2', provider: 'smartaipi' };
    expect(figures(largestImage(book, relay, now))).toEqual(['1024x1024', 'low', '0.003', 1n]);
    expect(figures(largestImage(book, { ...relay, amount: usd('0.16') }, now))).toEqual(['1536x1024', 'high', '0.1583', 1n]);
  });

  test('a flat price buys the largest and best', () => {
    const flat = { amount: usd('0.25'), model: 'gpt-image-2-preview', provider: 'piapi' };
    expect(figures(largestImage(book, flat, now))).toEqual(['3840x2160', 'high', '0.1', 2n]);
  });

  test('the cheapest request of all', () => {
    const fit = mustHold(cheapestOfAll(book, { amount: usd('1') }, now));
    expect([fit.provider, fit.model, fit.size, fit.quality, formatMoney(fit.cost)]).toEqual([
      'openai',
      'gpt-image-2',
      '1440x480',
      'low',
      '0.00165',
    ]);
    const batch = mustHold(cheapestOfAll(book, { amount: usd('1'), modes: ['realtime', 'batch'] }, now));
    expect([batch.mode, formatMoney(batch.cost)]).toEqual(['batch', '0.000825']);
  });

  test('too little for any request is told what the cheapest of all costs', () => {
    expect(cheapestOfAll(book, { amount: usd('0.0001') }, now)).toMatchObject({
      refusal: { code: 'nothing-fits', accepted: ['0.00165'], message: expect.stringContaining('1440x480 low, costs 0.00165.') },
    });
  });

  test('a model its maker has shut down is no answer, even where a price entry has no end', () => {
    const open = entryOf([{ meter: 'image', price: '0.01', per: 1 }], { model: 'gpt-image-1' });
    const question = { amount: usd('1'), model: 'gpt-image-1' };
    expect(mustHold(cheapestImage(open, question, '2026-10-22')).images).toBe(100n);
    for (const ask of [cheapestImage, largestImage, bestImage])
      expect(ask(open, question, '2026-10-23')).toMatchObject({ refusal: { code: 'model-shut-down', path: ['model'] } });
    expect(cheapestOfAll(open, { amount: usd('1') }, '2026-10-23').ok).toBe(false);
  });
});

const entryOf = (components: PriceEntryInput['components'], rest: Partial<PriceEntryInput> = {}) => {
  const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01' } as const;
  return mustHold(priceBook([mustHold(priceEntry({ ...key, ...rest, components }))]));
};

describe('any tariff is searched by what it charges', () => {
  test('a price by the megapixel, started ones counted whole', () => {
    const megapixels = entryOf([
      { meter: 'pixel', price: '0.015', per: 1_000_000, block: 1_000_000, tiers: [{ upTo: 1_000_000, price: '0.03' }] },
    ]);
    expect(figures(largestImage(megapixels, { amount: usd('0.03'), model: 'gpt-image-2', quality: 'low' }, now))).toEqual([
      '1488x672',
      'low',
      '0.03',
      1n,
    ]);
  });

  test('a price by the tier of the size', () => {
    const tiers = [
      { name: '1K', longestEdgeMost: 1024 },
      { name: '4K', longestEdgeMost: 3840 },
    ];
    const components = [
      { meter: 'image', price: '0.02', per: 1, when: { sizeTier: '1K' } },
      { meter: 'image', price: '0.05', per: 1, when: { sizeTier: '4K' } },
    ];
    const tiered = entryOf(components, { sizeTiers: tiers });
    expect(figures(largestImage(tiered, { amount: usd('0.04'), model: 'gpt-image-2', quality: 'low' }, now))).toEqual([
      '1024x1024',
      'low',
      '0.02',
      2n,
    ]);
  });
});

test('law: what is said to fit is quoted within the amount, and no size with more pixels is', () => {
  const picked = fc.record({ hundredths: fc.integer({ min: 17, max: 3000 }), promptTokens: fc.integer({ min: 0, max: 100 }) });
  fc.assert(
    fc.property(picked, fc.constantFrom('low', 'medium'), ({ hundredths, promptTokens }, quality) => {
      const amount = { currency: 'USD', pico: BigInt(hundredths) * 100_000_000n };
      const fit = largestImage(book, { amount, model: 'gpt-image-2', promptTokens, quality }, now);
      if (!fit.ok) {
        expect(fit.refusal.code).toBe('nothing-fits');
        return;
      }
      const request = { model: 'gpt-image-2', promptTokens, size: fit.value.size, quality, providers: ['openai'] };
      const [offer] = mustHold(quoteRequest(book, request, now)).offers;
      expect(offer?.ceiling?.pico).toBe(fit.value.cost.pico);
      expect(fit.value.cost.pico <= amount.pico).toBe(true);
      const promptPico = BigInt(promptTokens + 6) * 5_000_000n;
      const affordable = [...legalSizes(freeSizes)].filter((size) => {
        return promptPico + BigInt(gridTokens(quality === 'low' ? 16 : 48, size).ceiling) * 30_000_000n <= amount.pico;
      });
      expect(pixelsOf(parseSize(fit.value.size))).toBe(Math.max(...affordable.map(pixelsOf)));
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['an amount too small', { amount: usd('0.001') }, 'nothing-fits', ['amount']],
  ['an amount below zero', { amount: usd('-1') }, 'invalid-budget', ['amount']],
  ['another currency', { amount: { currency: 'EUR', pico: 1n } }, 'invalid-budget', ['amount']],
  ['an amount that is a text', { amount: '0.005' as never }, 'invalid-budget', ['amount']],
  ['a shape written as a size', { shape: '16x9' }, 'invalid-budget', ['shape']],
  ['a shape without a width', { shape: '0:1' }, 'invalid-budget', ['shape']],
  ['a quality left open', { quality: 'auto' }, 'invalid-quality', ['quality']],
  ['an unknown model', { model: 'gpt-image-9' }, 'unknown-model', ['model']],
  ['a model another provider serves', { model: 'gpt-image-2-preview' }, 'model-not-served', ['model']],
  ['an unknown mode', { mode: 'flex' as 'batch' }, 'invalid-mode', ['mode']],
  ['an unknown provider', { provider: 'azure' }, 'unknown-provider', ['provider']],
  ['a negative prompt', { promptTokens: -1 }, 'invalid-prompt-tokens', ['promptTokens']],
  ['a mode without a price', { mode: 'batch', model: 'gpt-image-1.5' }, 'no-price-in-force', ['model']],
] as const)('refuses %s', (_, change, code, path) => {
  const question = { amount: usd('0.005'), model: 'gpt-image-2', ...change };
  expect(largestImage(book, question, now)).toMatchObject({ refusal: { code, path } });
});

test('refuses an image that is not settled', () => {
  const question = { amount: usd('1'), model: 'gpt-image-2' };
  expect(fitImage(book, { ...question, size: 'auto', quality: 'low' }, now)).toMatchObject({ refusal: { code: 'invalid-budget' } });
  expect(fitImage(book, { ...question, size: '1000x1000', quality: 'low' }, now)).toMatchObject({ refusal: { code: 'invalid-size' } });
  expect(fitImage(book, { ...question, size: '976x704', quality: 'auto' }, now)).toMatchObject({ refusal: { code: 'invalid-quality' } });
  expect(largestImage(book, question, 'now')).toMatchObject({ refusal: { code: 'invalid-instant', path: ['at'] } });
});

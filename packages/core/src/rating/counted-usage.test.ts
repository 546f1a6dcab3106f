import { describe, expect, test } from 'vitest';
import type { Usage } from '../meter/meter.ts';
import { formatMoney } from '../money/money.ts';
import { priceEntry, type PriceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import type { TariffComponentInput } from '../price-book/tariff-component.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { rateUsage } from './rate-usage.ts';

const made = (components: readonly TariffComponentInput[], terms: Partial<PriceEntryInput> = {}): PriceEntry =>
  mustHold(priceEntry({ provider: 'any', model: 'made', mode: 'realtime', currency: 'USD', from: '2026-01-01', components, ...terms }));
const total = (usage: Usage, entry: PriceEntry, context: Record<string, string> = {}, prior?: Usage) =>
  formatMoney(mustHold(rateUsage(usage, entry, context, prior)).total);

const image = { meter: 'image', price: '0.04', per: 1 };

describe('tiers', () => {
  const tiers = [
    { upTo: 10, price: '0.05' },
    { upTo: 20, price: '0.045' },
  ];

  test('hold their last unit', () => {
    const entry = made([{ ...image, tiers }]);
    expect([10n, 11n, 20n, 21n].map((count) => total({ image: count }, entry))).toEqual(['0.5', '0.545', '0.95', '0.99']);
  });

  test('of volume price all units by the last', () => {
    const entry = made([{ ...image, tiers, tiering: 'volume' }]);
    expect([10n, 11n, 20n, 21n].map((count) => total({ image: count }, entry))).toEqual(['0.5', '0.495', '0.9', '0.84']);
  });

  test('count from the usage so far where they run over a period', () => {
    const graduated = made([{ ...image, tiers, counted: 'per-period' }]);
    expect(total({ image: 12n }, graduated, {}, { image: 9n })).toBe('0.54');
    const volume = made([{ ...image, tiers, tiering: 'volume', counted: 'per-period' }]);
    expect(total({ image: 12n }, volume, {}, { image: 9n })).toBe('0.48');
    expect(total({ image: 12n }, volume, {}, { pixel: 9n })).toBe('0.54');
  });

  test('of nothing used are a line of 0', () => {
    const entry = made([{ ...image, tiers, counted: 'per-period' }]);
    expect(mustHold(rateUsage({ image: 0n }, entry, {}, { image: 15n })).lines).toMatchObject([{ quantity: 0n, unitPrice: '0.045' }]);
  });
});

describe('an allowance', () => {
  test('is a line of its own, at no price', () => {
    const lines = mustHold(rateUsage({ image: 3n }, made([{ ...image, free: 1, label: 'image' }]))).lines;
    expect(lines.map(({ quantity, unitPrice, label }) => [quantity, unitPrice, label])).toEqual([
      [1n, '0', 'image'],
      [2n, '0.04', 'image'],
    ]);
  });

  test('for each image is counted for each', () => {
    const entry = made([{ meter: 'input_image', price: '0.01', per: 1, free: 2, counted: 'per-image' }, image]);
    expect(total({ image: 2n, input_image: 6n }, entry)).toBe('0.1');
  });
});

describe('what is counted for each image', () => {
  const entry = made([{ meter: 'pixel', price: '0.01', per: 1000, block: 1000, counted: 'per-image' }]);

  test('is shared by the images equally', () => {
    expect(total({ pixel: 3000n, image: 2n }, entry)).toBe('0.04');
    expect(total({ pixel: 0n }, entry)).toBe('0');
  });

  test.each([
    ['no images', { pixel: 3000n }, 'usage-missing', ['usage', 'image']],
    ['none of them', { pixel: 3000n, image: 0n }, 'usage-missing', ['usage', 'image']],
    ['images that cannot have shared it', { pixel: 3001n, image: 2n }, 'usage-contradictory', ['usage', 'pixel']],
  ])('is refused with %s', (_, usage, code, path) => {
    expect(rateUsage(usage as Usage, entry)).toMatchObject({ ok: false, refusal: { code, path } });
  });
});

describe('a condition', () => {
  const byMode = made([
    { ...image, when: { mode: 'realtime' } },
    { ...image, price: '0.02', when: { mode: 'flex' } },
  ]);

  test('on the mode is met by the mode of the entry, unless the context names another', () => {
    expect([total({ image: 1n }, byMode), total({ image: 1n }, byMode, { mode: 'flex' })]).toEqual(['0.04', '0.02']);
    expect(rateUsage({ image: 1n }, byMode, { mode: 'priority' })).toMatchObject({ refusal: { code: 'unpriced-meter', path: ['mode'] } });
  });

  test('on a tier of sizes is met by the size', () => {
    const sizeTiers = [
      { name: 'small', pixelsMost: 655_360 },
      { name: 'square', longestEdgeMost: 1024 },
    ];
    const entry = made(
      [
        { ...image, when: { sizeTier: 'small' } },
        { ...image, price: '0.06', when: { sizeTier: 'square' } },
      ],
      { sizeTiers },
    );
    expect(['1280x512', '1024x1024'].map((size) => total({ image: 1n }, entry, { size }))).toEqual(['0.04', '0.06']);
    for (const size of ['1280x1024', 'auto', '', '0x0']) {
      expect(rateUsage({ image: 1n }, entry, { size })).toMatchObject({ refusal: { code: 'unpriced-meter', path: ['sizeTier'] } });
    }
  });

  test('on a modifier decides whether it multiplies; those that apply multiply each other', () => {
    const entry = made([image], {
      modifiers: [
        { multiply: '0.5', when: { serviceTier: 'flex' } },
        { multiply: '1.1', when: { region: ['eu', 'us'] } },
        { multiply: '2' },
      ],
    });
    const contexts = [{}, { serviceTier: 'flex' }, { region: 'eu' }, { serviceTier: 'flex', region: 'us' }];
    expect(contexts.map((context) => total({ image: 1n }, entry, { ...context }))).toEqual(['0.08', '0.04', '0.088', '0.044']);
    expect(mustHold(rateUsage({ image: 1n }, entry, { serviceTier: 'flex', region: 'us' })).lines).toMatchObject([
      { unitPrice: '0.04', ratio: { multiply: 11n, divide: 10n } },
    ]);
  });
});

describe('a meter that multiplies another', () => {
  const entry = made([{ meter: 'pixel', price: '0.025', per: 1_000_000, times: { meter: 'step', per: 4 } }]);

  test('costs nothing by itself', () => {
    expect(total({ pixel: 2_000_000n, step: 6n }, entry)).toBe('0.075');
    expect(total({ pixel: 2_000_000n, step: 0n }, entry)).toBe('0');
    expect(rateUsage({ step: 6n }, entry)).toMatchObject({ refusal: { code: 'usage-missing' } });
  });

  test('is checked as any other', () => {
    expect(rateUsage({ pixel: 1n, step: -1n }, entry)).toMatchObject({ refusal: { code: 'invalid-usage', path: ['usage', 'step'] } });
  });
});

describe('names that objects have of their own', () => {
  test('are no quantities', () => {
    const odd = made([{ meter: 'pixel', price: '1', per: 1, times: { meter: 'constructor', per: 1 } }]);
    expect(rateUsage({ pixel: 1n }, odd)).toMatchObject({ refusal: { code: 'usage-missing', path: ['usage', 'constructor'] } });
    const period = made([{ meter: 'constructor', price: '1', per: 1, free: 1, counted: 'per-period' }]);
    expect(total({ constructor: 3n }, period, {}, {})).toBe('2');
  });
});

test.each([-1n, 1, 1.5, Number.NaN, '1', null, 10n ** 31n])('a usage so far of %s is refused', (prior) => {
  const entry = made([{ ...image, free: 1, counted: 'per-period' }]);
  expect(rateUsage({ image: 1n }, entry, {}, { image: prior } as unknown as Usage)).toMatchObject({
    refusal: { code: 'invalid-usage', path: ['priorUsage', 'image'] },
  });
});

test('enormous quantities stay exact through tiers, blocks and ratios', () => {
  const entry = made([{ ...image, price: '0.000000000001', block: 7, tiers: [{ upTo: 3, price: '1' }] }], {
    credit: { price: '1', per: 3 },
  });
  expect(total({ image: 10n ** 30n }, entry)).toBe('333333333333333334.333333333334');
});

test('an input image and a partial image without a price are passed over, whatever the kind of tariff', () => {
  expect(total({ image: 1n, input_image: 2n, partial_image: 3n }, made([image]))).toBe('0.04');
  expect(total({ text_input: 4n, input_image: 2n, partial_image: 3n }, made([{ meter: 'text_input', price: '0.01', per: 1 }]))).toBe(
    '0.04',
  );
});

test('a call at 0.05, each input image at 0.01 after the first of each image made: the images made are counted and cost nothing', () => {
  const entry = made([
    { meter: 'call', price: '0.05', per: 1 },
    { meter: 'input_image', price: '0.01', per: 1, free: 1, counted: 'per-image' },
  ]);
  expect(total({ call: 1n, input_image: 6n, image: 2n }, entry)).toBe('0.09');
  expect(rateUsage({ call: 1n, input_image: 6n }, entry)).toMatchObject({ refusal: { code: 'usage-missing', path: ['usage', 'image'] } });
});

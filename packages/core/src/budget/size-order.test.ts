import { describe, expect, test } from 'vitest';
import { legalSizes } from '../catalog/free-size.ts';
import { formatSize, freeSizes } from '../catalog/size-rule.ts';
import { priceBook } from '../price-book/price-book.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { cheapestImage, largestImage } from './plan-budget.ts';

const now = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01' } as const;
const image = { meter: 'image', per: 1 };
const megapixels = { meter: 'pixel', price: '0.015', per: 1_000_000 };
const sizeTiers = [
  { name: '1K', longestEdgeMost: 1024 },
  { name: '2K', pixelsMost: 4_000_000 },
];
const pixelsOf = (size: string) => size.split('x').reduce((product, edge) => product * Number(edge), 1);
const sevenCents = { currency: 'USD', pico: 70_000_000_000n };
const tariffs: readonly (readonly [string, Partial<PriceEntryInput> & Pick<PriceEntryInput, 'components'>])[] = [
  ['by the pixel', { components: [megapixels] }],
  ['by started megapixels', { components: [{ ...megapixels, block: 1_000_000, tiers: [{ upTo: 1_000_000, price: '0.03' }] }] }],
  ['by the pixel, the first two million free', { components: [{ ...megapixels, free: 2_000_000 }] }],
  ['by the pixel in volume tiers', { components: [{ ...megapixels, tiering: 'volume', tiers: [{ upTo: 3_000_000, price: '0.03' }] }] }],
  [
    'by tiers of size',
    {
      sizeTiers,
      components: [
        { ...image, price: '0.03', when: { sizeTier: '1K' } },
        { ...image, price: '0.05', when: { sizeTier: '2K' } },
      ],
    },
  ],
  [
    'by the image, one size dearer',
    { components: [{ ...image, price: '0.02' }], modifiers: [{ multiply: '9', when: { size: '2160x3840' } }] },
  ],
];

describe.each(tariffs)('at a price %s', (_, terms) => {
  const entry = mustHold(priceEntry({ ...key, ...terms }));
  const book = mustHold(priceBook([entry]));
  const billsPixels = entry.components.some(({ meter }) => meter === 'pixel');
  const costs = [...legalSizes(freeSizes)].flatMap(({ width, height }) => {
    const usage = billsPixels ? { image: 1n, pixel: BigInt(width * height) } : { image: 1n };
    const cost = rateUsage(usage, entry, { size: formatSize({ width, height }), quality: 'low' }, {});
    return cost.ok ? [{ pixels: width * height, pico: cost.value.total.pico }] : [];
  });
  const question = { amount: sevenCents, model: 'gpt-image-2', quality: 'low' };

  test('the largest that fits is the largest of all sizes that do', () => {
    const most = Math.max(...costs.filter(({ pico }) => pico <= sevenCents.pico).map(({ pixels }) => pixels));
    const fit = mustHold(largestImage(book, question, now));
    expect([pixelsOf(fit.size), fit.cost.pico <= sevenCents.pico]).toEqual([most, true]);
  });

  test('the cheapest costs the least of all, and is the largest that costs as little', () => {
    const least = costs.reduce((lowest, { pico }) => (pico < lowest ? pico : lowest), 10n ** 30n);
    const most = Math.max(...costs.filter(({ pico }) => pico === least).map(({ pixels }) => pixels));
    const fit = mustHold(cheapestImage(book, question, now));
    expect([fit.cost.pico, pixelsOf(fit.size)]).toEqual([least, most]);
  });
});

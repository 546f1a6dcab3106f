import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { priceBook, type PriceBook } from '../price-book/price-book.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Offer } from './offer.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
type Request = Parameters<typeof quoteRequest>[1];
const quoted = (request: Request, at: string, book: PriceBook) => mustHold(quoteRequest(book, request, at));
const figures = ({ exactness, floor, expected, ceiling }: Offer) =>
  [exactness, ...[floor, expected, ceiling].map((money) => money && formatMoney(money))] as const;
const exactly = (amount: string) => ['exact', amount, amount, amount];
const bookOf = (...entries: readonly PriceEntryInput[]) => mustHold(priceBook(entries.map((entry) => mustHold(priceEntry(entry)))));

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

  test('a size left open by a model of few sizes is a range over all of them', () => {
    const sizes = ['1024x1024', '1024x1536', '1536x1024'].map((size, cents) => ({
      meter: 'image',
      price: `0.0${cents + 2}`,
      per: 1,
      when: { size },
    }));
    const first = { ...request, model: 'gpt-image-1.5', size: 'auto' };
    const all = bookOf({ ...entry, model: 'gpt-image-1.5', components: sizes });
    expect(quoted(first, now, all).offers.map(figures)).toEqual([['range', '0.04', '0.04', '0.08']]);
    const some = bookOf({ ...entry, model: 'gpt-image-1.5', components: sizes.slice(1) });
    expect(quoted(first, now, some).offers.map(figures)).toEqual([['unknown', '0.06', undefined, undefined]]);
  });

  test('a size left open at a price by the pixel is a range over all legal sizes', () => {
    const pixels = bookOf({ ...entry, components: [{ meter: 'pixel', price: '0.01', per: 1_000_000 }] });
    expect(quoted(request, now, pixels).offers.map(figures)).toEqual([exactly('0.02097152')]);
    const open = { ...request, size: 'auto' };
    expect(quoted(open, now, pixels).offers.map(figures)).toEqual([['range', '0.0131072', '0.02097152', '0.165888']]);
    const block = { meter: 'pixel', price: '0.015', per: 1_000_000, block: 1_000_000, counted: 'per-image' } as const;
    const started = bookOf({ ...entry, components: [{ ...block, tiers: [{ upTo: 1_000_000, price: '0.03' }] }] });
    expect(quoted(open, now, started).offers.map(figures)).toEqual([['range', '0.06', '0.09', '0.3']]);
  });

  test('a size left open at a price by tiers of size is a range over the tiers that legal sizes have', () => {
    const sizeTiers = [
      { name: '0.5K', longestEdgeMost: 512 },
      { name: '1K', longestEdgeMost: 1024 },
      { name: '2K', longestEdgeMost: 2048 },
      { name: '4K', longestEdgeMost: 3840 },
    ];
    const prices = { '0.5K': '0.01', '1K': '0.03', '2K': '0.05', '4K': '0.09' };
    const components = Object.entries(prices).map(([sizeTier, price]) => ({ meter: 'image', price, per: 1, when: { sizeTier } }));
    const open = { ...request, size: 'auto' };
    expect(quoted(open, now, bookOf({ ...entry, sizeTiers, components })).offers.map(figures)).toEqual([['range', '0.06', '0.06', '0.18']]);
    const small = { ...entry, sizeTiers: sizeTiers.slice(0, 3), components: components.slice(0, 3) };
    expect(quoted(open, now, bookOf(small)).offers.map(figures)).toEqual([['unknown', '0.06', '0.06', undefined]]);
  });

  test('a size left open where one size is dearer is a range to that one', () => {
    const components = [{ meter: 'image', price: '0.02', per: 1 }];
    const dearer = bookOf({ ...entry, components, modifiers: [{ multiply: '2', when: { size: '2048x1024' } }] });
    expect(quoted({ ...request, size: 'auto' }, now, dearer).offers.map(figures)).toEqual([['range', '0.04', '0.04', '0.08']]);
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

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usageFromReading } from '../meter/usage-from-reading.ts';
import type { Usage } from '../meter/meter.ts';
import { formatMoney } from '../money/money.ts';
import { entryInForce } from '../price-book/entry-in-force.ts';
import { priceEntry, type PriceEntry } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import type { TariffComponentInput } from '../price-book/tariff-component.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { rateUsage } from './rate-usage.ts';

const made = (...components: readonly TariffComponentInput[]): PriceEntry =>
  mustHold(priceEntry({ provider: 'any', model: 'made', mode: 'realtime', currency: 'USD', from: '2026-01-01', components }));
const published = (provider: string, model: string, at = '2026-10-01'): PriceEntry =>
  mustHold(entryInForce(publishedPriceBook, { provider, model, mode: 'realtime' }, at));
const total = (usage: Usage, entry: PriceEntry, context?: Record<string, string>) =>
  formatMoney(mustHold(rateUsage(usage, entry, context)).total);

describe('a metered entry', () => {
  test.each([
    ['gpt-image-2', { text_input: 20n, image_output: 129n }, '0.00397'],
    ['gpt-image-2', { text_input: 155n, image_output: 54n }, '0.002395'],
    ['gpt-image-2', { text_input: 200n, image_input: 1000n, image_output: 4547n }, '0.14541'],
    ['gpt-image-1', { text_input: 150n, image_output: 8000n }, '0.32075'],
    ['gpt-image-1', { text_input: 9n, image_output: 272n }, '0.010925'],
  ])('of %s bills each meter at its own rate', (model, usage, amount) => {
    expect(total(usage as Usage, published('openai', model))).toBe(amount);
  });

  test('charges cached tokens once, at their own rate', () => {
    const details = { text_tokens: 100, image_tokens: 1000, cached_text_tokens: 50, cached_image_tokens: 500 };
    const usage = mustHold(usageFromReading('images', { input_tokens: 1100, input_tokens_details: details, output_tokens: 100 }));
    expect(total(usage, published('openai', 'gpt-image-2.5-flare-2026-09-08'))).toBe('0.0083125');
  });

  test('has a line for each meter, in the order of the tariff', () => {
    const charge = mustHold(rateUsage({ image_output: 129n, text_input: 20n }, published('openai', 'gpt-image-2')));
    expect(charge.lines).toEqual([
      {
        meter: 'text_input',
        quantity: 20n,
        unitPrice: '5',
        per: 1_000_000n,
        amount: { currency: 'USD', pico: 100_000_000n },
        rounded: false,
      },
      {
        meter: 'image_output',
        quantity: 129n,
        unitPrice: '30',
        per: 1_000_000n,
        amount: { currency: 'USD', pico: 3_870_000_000n },
        rounded: false,
      },
    ]);
  });

  test('passes over a count of images it has no price for', () => {
    expect(total({ text_input: 20n, image_output: 129n, image: 1n }, published('openai', 'gpt-image-2'))).toBe('0.00397');
  });

  test('refuses a usage without tokens: unknown is not zero', () => {
    expect(rateUsage({ image: 1n }, published('openai', 'gpt-image-2'))).toMatchObject({ refusal: { code: 'usage-missing' } });
    expect(rateUsage({}, published('openai', 'gpt-image-2'))).toMatchObject({ refusal: { code: 'usage-missing' } });
  });

  test('refuses a used meter without a price, and passes over an unused one', () => {
    const usage = { text_input: 20n, image_output: 129n };
    expect(rateUsage({ ...usage, text_output: 1n }, published('openai', 'gpt-image-2'))).toMatchObject({
      refusal: { code: 'unpriced-meter', path: ['usage', 'text_output'] },
    });
    expect(total({ ...usage, text_output: 0n }, published('openai', 'gpt-image-2'))).toBe('0.00397');
  });

  test('bills pixels, or whatever else it names', () => {
    expect(total({ pixel: 1_048_576n }, made({ meter: 'pixel', price: '0.000000019', per: 1 }))).toBe('0.019922944');
    const inAndOut = made({ meter: 'pixel_input', price: '0.00000001', per: 1 }, { meter: 'pixel_output', price: '0.00000002', per: 1 });
    expect(total({ pixel_input: 2n * 262_144n, pixel_output: 3n * 262_144n }, inAndOut)).toBe('0.02097152');
  });

  test('bills an image counted beside tokens, where it has a price', () => {
    const both = made({ meter: 'text_input', price: '5', per: 1_000_000 }, { meter: 'image', price: '0.01', per: 1 });
    expect(total({ text_input: 20n, image: 2n }, both)).toBe('0.0201');
    expect(rateUsage({ image: 2n }, both)).toMatchObject({ refusal: { code: 'usage-missing' } });
  });
});

describe('a flat entry', () => {
  const preview = published('piapi', 'gpt-image-2-preview');
  const matrix = published('smartaipi', 'gpt-image-2');

  test('bills images, and passes over the tokens they took', () => {
    expect(total({ text_input: 19n, image_input: 1105n, image_output: 765n, image: 1n }, preview)).toBe('0.1');
  });

  test('refuses a usage without a count', () => {
    expect(rateUsage({ text_input: 19n, image_output: 765n }, preview)).toMatchObject({ refusal: { code: 'usage-missing' } });
  });

  test.each([
    ['low', '1024x1024', '0.003'],
    ['medium', '1024x1024', '0.0265'],
    ['high', '1024x1536', '0.1583'],
    ['low', '1536x1024', '0.0045'],
  ])('by quality and size bills %s at %s with %s', (quality, size, amount) => {
    expect(total({ image: 1n }, matrix, { quality, size })).toBe(amount);
  });

  test('by quality and size names the sizes it has prices for, and falls back to none', () => {
    expect(rateUsage({ image: 1n }, matrix, { quality: 'low', size: '976x704' })).toEqual({
      ok: false,
      refusal: {
        code: 'unpriced-meter',
        message: 'gpt-image-2 at smartaipi has no price for size "976x704": it is priced for 1024x1024, 1024x1536, 1536x1024 alone.',
        path: ['size'],
        accepted: ['1024x1024', '1024x1536', '1536x1024'],
      },
    });
    expect(rateUsage({ image: 1n }, matrix, { size: '1024x1024' })).toMatchObject({
      refusal: { path: ['quality'], accepted: ['low', 'medium', 'high'] },
    });
    expect(rateUsage({ image: 1n }, matrix)).toMatchObject({ refusal: { code: 'unpriced-meter', path: ['usage', 'image'] } });
  });
});

test('a line that does not divide is rounded once, half to even, and says so', () => {
  const third = made({ meter: 'image', price: '0.000000000001', per: 2 });
  const rounded = (quantity: bigint) =>
    mustHold(rateUsage({ image: quantity }, third)).lines.map((line) => [line.amount.pico, line.rounded]);
  expect([rounded(1n), rounded(2n), rounded(3n)]).toEqual([[[0n, true]], [[1n, false]], [[2n, true]]]);
});

test('huge quantities are exact', () => {
  expect(total({ image: 10n ** 30n }, made({ meter: 'image', price: '0.000000000001', per: 1 }))).toBe('1000000000000000000');
  expect(total({ image: 123_456_789_012_345_678_901n }, made({ meter: 'image', price: '0.1', per: 1 }))).toBe('12345678901234567890.1');
});

test.each([-1n, 10n ** 30n + 1n, 1, 1.5, Number.NaN, '1', null, undefined])('refuses %s as a quantity', (quantity) => {
  const refusal = rateUsage({ image: quantity } as unknown as Usage, made({ meter: 'image', price: '0.1', per: 1 }));
  expect(refusal).toMatchObject({ ok: false, refusal: { code: 'invalid-usage', path: ['usage', 'image'] } });
});

describe('laws', () => {
  const quantity = fc.bigInt({ min: 0n, max: 10n ** 12n });
  const entry = published('openai', 'gpt-image-2');
  const pico = (usage: Usage, by = entry) => mustHold(rateUsage(usage, by)).total.pico;

  test('splitting usage never changes the total', () => {
    fc.assert(
      fc.property(quantity, quantity, quantity, quantity, (a, b, c, d) => {
        const whole = pico({ text_input: a + b, image_output: c + d });
        expect(pico({ text_input: a, image_output: c }) + pico({ text_input: b, image_output: d })).toBe(whole);
      }),
    );
  });

  test('the order of meters never matters', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        expect(rateUsage({ text_input: a, image_output: b }, entry)).toEqual(rateUsage({ image_output: b, text_input: a }, entry));
      }),
    );
  });

  test('raising a rate never lowers a charge, and a line obeys its own figures', () => {
    const cents = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(quantity, cents, cents, fc.integer({ min: 1, max: 1_000_000 }), (count, low, more, per) => {
        const [cheap, dear] = [low, low + more].map((price) => made({ meter: 'pixel', price: String(price), per }));
        expect(cheap !== undefined && dear !== undefined && pico({ pixel: count }, cheap) <= pico({ pixel: count }, dear)).toBe(true);
        const rest = 2n * (pico({ pixel: count }, cheap) * BigInt(per) - count * BigInt(low) * 10n ** 12n);
        expect(rest <= BigInt(per) && -rest <= BigInt(per)).toBe(true);
      }),
    );
  });
});

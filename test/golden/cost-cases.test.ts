import { entryInForce, formatMoney, outputTokens, priceEntry, publishedPriceBook, rateUsage } from '@halfpenny/core';
import type { Outcome, PriceEntry, PriceEntryInput, Usage } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import facts from './facts/cost-cases.json' with { type: 'json' };

interface CostCase {
  readonly id: string;
  readonly kind: string;
  readonly provider: string;
  readonly model: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected_usd: string;
}

const cases: readonly CostCase[] = facts.cases;
const ofKind = (kind: string): readonly CostCase[] => cases.filter((one) => one.kind === kind);

/** A day on which every model of the cases was sold. */
const aDayAllAreSold = '2026-10-01';

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

function total(usage: Usage, entry: PriceEntry, context?: Readonly<Record<string, string>>): string {
  return formatMoney(unwrap(rateUsage(usage, entry, context)).total);
}

function tariff(components: PriceEntryInput['components']): PriceEntry {
  return unwrap(priceEntry({ provider: 'any', model: 'test', mode: 'realtime', currency: 'USD', from: '2026-01-01', components }));
}

/** Token counts by the names of the cases, as usage by meter. */
const meterOf: Readonly<Record<string, string>> = {
  text_tokens: 'text_input',
  image_tokens: 'image_input',
  cached_text_tokens: 'text_input_cached',
  cached_image_tokens: 'image_input_cached',
  output_image_tokens: 'image_output',
};

function usageOf(input: CostCase['input']): Usage {
  const usage = Object.fromEntries(Object.entries(input).map(([name, count]) => [meterOf[name] ?? name, BigInt(count as number)]));
  // In these cases cached tokens are counted once more inside their input.
  const text = (usage['text_input'] ?? 0n) - (usage['text_input_cached'] ?? 0n);
  const image = (usage['image_input'] ?? 0n) - (usage['image_input_cached'] ?? 0n);
  return { ...usage, text_input: text, image_input: image };
}

describe('Costs that other systems have published', () => {
  it.each(ofKind('token_usage'))('$id costs $expected_usd at the published book', ({ provider, model, input, expected_usd }) => {
    const entry = unwrap(entryInForce(publishedPriceBook, { provider, model, mode: 'realtime' }, aDayAllAreSold));
    expect(total(usageOf(input), entry)).toBe(expected_usd);
  });

  it.each(ofKind('quality_table'))('$id costs $expected_usd by its own table', ({ input, expected_usd }) => {
    const { base: _otherwise, ...rates } = input['rates'] as Record<string, string>;
    const components = Object.entries(rates).map(([quality, price]) => ({ meter: 'image', price, per: 1, when: { quality } }));
    expect(total({ image: 1n }, tariff(components), { quality: input['quality'] as string })).toBe(expected_usd);
  });

  it.each(ofKind('token_usage_explicit_rates'))('$id costs $expected_usd by its own rates', ({ input, expected_usd }) => {
    const rates = input['rates_per_mtok'] as Record<string, string>;
    const components = [
      { meter: 'text_input', price: rates['input'] ?? '', per: 1_000_000 },
      { meter: 'text_output', price: rates['output'] ?? '', per: 1_000_000 },
      { meter: 'image_output', price: rates['output_image'] ?? '', per: 1_000_000 },
    ];
    const usage = {
      text_input: BigInt(input['input_tokens'] as number),
      text_output: BigInt(input['output_text_tokens'] as number),
      image_output: BigInt(input['output_image_tokens'] as number),
    };
    expect(total(usage, tariff(components))).toBe(expected_usd);
  });
});

describe('Costs by a meter of the case', () => {
  const byMeter: Readonly<
    Record<string, readonly (readonly [meter: string, rate: string, quantity: (input: Record<string, number>) => number])[]>
  > = {
    'bifrost-per-image-default-n': [['image', 'rate_per_image', ({ images }) => images ?? 1]],
    'bifrost-tokens': [
      ['text_input', 'rate_in', ({ input_tokens = 0 }) => input_tokens],
      ['text_output', 'rate_out', ({ output_tokens = 0 }) => output_tokens],
    ],
    'bifrost-per-pixel-1024': [['pixel', 'rate_per_pixel', ({ width = 0, height = 0 }) => width * height]],
    'bifrost-pixel-in-out-512': [
      ['pixel_input', 'rate_in_pixel', ({ width = 0, height = 0, input_images = 0 }) => width * height * input_images],
      ['pixel', 'rate_out_pixel', ({ width = 0, height = 0, output_images = 0 }) => width * height * output_images],
    ],
    'bifrost-pixel-over-image-256': [['pixel', 'rate_out_pixel', ({ width = 0, height = 0 }) => width * height]],
  };

  it.each(ofKind('generic_meter'))('$id costs $expected_usd', ({ id, input, expected_usd }) => {
    const meters = byMeter[id] ?? [];
    const components = meters.map(([meter, rate]) => ({ meter, price: input[rate] as string, per: 1 }));
    const usage = Object.fromEntries(meters.map(([meter, , quantity]) => [meter, BigInt(quantity(input as Record<string, number>))]));
    expect(total(usage, tariff(components))).toBe(expected_usd);
  });
});

describe('Published figures per image', () => {
  it.each(ofKind('size_quality_table'))('$id is what the output bills, rounded to the digits it was published with', (published) => {
    const { provider, model, input, expected_usd } = published;
    const size = (input['size'] as string).split(' and ').at(-1) ?? '';
    const tokens = unwrap(outputTokens(model, size, input['quality'] as string)).expected;
    const entry = unwrap(entryInForce(publishedPriceBook, { provider, model, mode: 'realtime' }, aDayAllAreSold));
    const pico = unwrap(rateUsage({ image_output: BigInt(tokens) }, entry)).total.pico;
    const step = 10n ** BigInt(12 - (expected_usd.split('.')[1] ?? '').length);
    const rounded = ((pico + step / 2n) / step) * step;
    expect(formatMoney({ currency: 'USD', pico: rounded })).toBe(expected_usd);
  });
});

describe('The cases', () => {
  it('are all run', () => {
    const kinds = new Set(['token_usage', 'quality_table', 'token_usage_explicit_rates', 'generic_meter', 'size_quality_table']);
    expect(cases.filter((one) => !kinds.has(one.kind))).toEqual([]);
    expect(cases).toHaveLength(33);
  });
});

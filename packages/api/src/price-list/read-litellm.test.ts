import { expect, test } from 'vitest';
import type { PriceList } from './price-list.ts';
import { readLitellm } from './read-litellm.ts';

const options = { from: '2026-12-01' };

function read(text: string, more: object = {}): PriceList {
  const list = readLitellm(text, { ...options, ...more });
  if (!list.ok) throw new Error(list.refusal.message);
  return list.value;
}

const byToken = `{
  "sample_spec": { "mode": "one of: chat, image_generation", "input_cost_per_token": 0.0 },
  "gpt-5-mini": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-07 },
  "gpt-image-2": {
    "cache_read_input_image_token_cost": 2e-06,
    "cache_read_input_token_cost": 1.25e-06,
    "input_cost_per_image_token": 8e-06,
    "input_cost_per_token": 5e-06,
    "litellm_provider": "openai",
    "mode": "image_generation",
    "output_cost_per_image_token": 3e-05,
    "output_cost_per_image_token_batches": 1.5e-05,
    "output_cost_per_pixel": 0.0,
    "source": "https://platform.openai.com/docs/models/gpt-image-2",
    "supported_endpoints": ["/v1/images/generations", "/v1/images/edits"]
  },
  "low/1024-x-1024/gpt-image-2": { "litellm_provider": "openai", "mode": "image_generation", "input_cost_per_image": 0.006 }
}`;

test('prices for a token become prices for a million, exactly, and those of a batch an entry of its own', () => {
  const list = read(byToken);
  expect(list.problems).toEqual([]);
  expect(list.entries.map(({ input }) => input)).toEqual([
    {
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'USD',
      from: '2026-12-01',
      components: [
        { meter: 'text_input', price: '5', per: 1_000_000 },
        { meter: 'image_input', price: '8', per: 1_000_000 },
        { meter: 'text_input_cached', price: '1.25', per: 1_000_000 },
        { meter: 'image_input_cached', price: '2', per: 1_000_000 },
        { meter: 'image_output', price: '30', per: 1_000_000 },
      ],
      source: 'https://platform.openai.com/docs/models/gpt-image-2',
    },
    expect.objectContaining({ mode: 'batch', components: [{ meter: 'image_output', price: '15', per: 1_000_000 }] }),
  ]);
  expect(list.entries[0]?.place).toEqual({ line: 4, column: 18, at: 'gpt-image-2' });
  expect(list.leftOut).toEqual([
    { why: 'the sample that explains the list', count: 1 },
    { why: 'no image model', count: 1 },
    { why: 'a price by quality and size of a model that is billed by token', count: 1 },
  ]);
});

test('lines named by quality and size become one entry, and a price for an image goes before one for its pixels', () => {
  const list = read(`{
    "azure/low/1024-x-1536/gpt-image-1": { "input_cost_per_image": 0.016, "input_cost_per_pixel": 1.0172526e-08,
      "litellm_provider": "azure", "mode": "image_generation", "output_cost_per_pixel": 0.0 },
    "azure/high/1024-x-1024/gpt-image-1": { "input_cost_per_image": 0.167, "litellm_provider": "azure", "mode": "image_generation" },
    "hd/1024-x-1792/dall-e-3": { "input_cost_per_pixel": 6.539e-08, "litellm_provider": "openai", "mode": "image_generation" }
  }`);
  expect(list.entries.map(({ input: { provider, model, components } }) => ({ provider, model, components }))).toEqual([
    {
      provider: 'azure',
      model: 'gpt-image-1',
      components: [
        { meter: 'image', price: '0.016', per: 1, when: { quality: 'low', size: '1024x1536' } },
        { meter: 'image', price: '0.167', per: 1, when: { quality: 'high', size: '1024x1024' } },
      ],
    },
    {
      provider: 'openai',
      model: 'dall-e-3',
      components: [{ meter: 'pixel', price: '0.06539', per: 1_000_000, when: { quality: 'hd', size: '1024x1792' } }],
    },
  ]);
});

test('where image output has no price of its own, it is billed as output tokens', () => {
  const list = read(
    '{"m": {"litellm_provider": "openai", "mode": "image_generation", "output_cost_per_token": 4e-05, "deprecation_date": "2027-01-31"}}',
  );
  expect(list.entries[0]?.input).toMatchObject({
    until: '2027-01-31',
    components: [
      { meter: 'text_output', price: '40', per: 1_000_000 },
      { meter: 'image_output', price: '40', per: 1_000_000 },
    ],
  });
});

test('what is not understood is named by its line and column, and nothing of that entry is taken', () => {
  const list = read(`{
    "a": { "litellm_provider": "p", "mode": "image_generation", "output_cost_per_image": 0.04, "output_cost_per_second": 0.1 },
    "b": { "litellm_provider": "p", "mode": "image_generation", "output_cost_per_image": "cheap" },
    "c": { "litellm_provider": "p", "mode": "image_generation", "output_cost_per_image": -1 },
    "d": { "litellm_provider": "p", "mode": "image_generation", "input_cost_per_token": 1.2345678e-18 },
    "e": { "litellm_provider": "p", "mode": "image_generation" },
    "f": { "mode": "image_generation", "output_cost_per_image": 0.04 },
    "512-x-512/50-steps/g": { "litellm_provider": "p", "mode": "image_generation", "output_cost_per_image": 0.018 },
    "h": { "litellm_provider": "p", "mode": "image_generation", "output_cost_per_image": 0.04, "deprecation_date": "2026-10-23" },
    "i": [1]
  }`);
  expect(list.entries).toEqual([]);
  expect(list.problems.map(({ line, at, message }) => `${line} ${at}: ${message}`)).toEqual([
    '2 a.output_cost_per_second: output_cost_per_second is a price that no meter here stands for: write its part of the tariff by hand.',
    '3 b.output_cost_per_image: "cheap" is no plain decimal such as 0.00397: write plain digits with at most 12 decimals.',
    '4 c.output_cost_per_image: "-1" is no price: it is zero or more, and at most 1,000,000,000,000,000.',
    '5 d.input_cost_per_token: "0.0000000000012345678" is finer than 12 decimals: write plain digits with at most 12 decimals.',
    '6 e: e has no price for anything an image is billed by; absent is not free.',
    '7 f: f has no litellm_provider: who bills is not known.',
    '8 512-x-512/50-steps/g: 50-steps in 512-x-512/50-steps/g is neither a quality nor a size in pixels, and nothing is asked for by it.',
    '9 h.deprecation_date: A period ends after it begins, and "2026-10-23" is not after "2026-12-01".',
    '10 i: i is no model: a JSON object is expected.',
  ]);
  expect(list.problems[0]?.column).toBe(122);
});

test('only the providers and models asked for are taken', () => {
  expect(read(byToken, { providers: ['azure'] }).entries).toEqual([]);
  expect(read(byToken, { models: ['gpt-image-2'] }).entries).toHaveLength(2);
});

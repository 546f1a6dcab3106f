import { expect, test } from 'vitest';
import type { PriceList } from './price-list.ts';
import { readGenaiPrices } from './read-genai-prices.ts';

function read(models: string, from = '2026-12-01'): PriceList {
  const list = readGenaiPrices(
    `[{"id": "openai", "name": "OpenAI", "api_pattern": "https://api.openai.com", "pricing_urls": ["https://openai.com/pricing"], "models": [\n${models}\n]}]`,
    { from },
  );
  if (!list.ok) throw new Error(list.refusal.message);
  return list.value;
}

test('a price holds for all that no nearer one names: output tokens are text and images alike until image output has its own', () => {
  const list = read(
    `{"id": "gpt-image-1.5", "match": {"equals": "gpt-image-1.5"}, "prices": {"input_mtok": 5, "cache_read_mtok": 1.25, "output_mtok": 10,
      "input_image_mtok": 8, "cache_image_read_mtok": 2, "output_image_mtok": 32}},
     {"id": "gpt-5-mini", "match": {"equals": "gpt-5-mini"}, "prices": {"input_mtok": 0.25, "output_mtok": 2}},
     {"id": "gpt-image-2", "match": {"equals": "gpt-image-2"}, "prices": {"input_mtok": 5, "output_mtok": 30}}`,
  );
  expect(list.problems).toEqual([]);
  expect(list.leftOut).toEqual([{ why: 'no image model', count: 1 }]);
  expect(list.entries.map(({ input }) => input)).toEqual([
    {
      provider: 'openai',
      model: 'gpt-image-1.5',
      mode: 'realtime',
      currency: 'USD',
      from: '2026-12-01',
      components: [
        { meter: 'text_input', price: '5', per: 1_000_000 },
        { meter: 'text_input_cached', price: '1.25', per: 1_000_000 },
        { meter: 'image_input', price: '8', per: 1_000_000 },
        { meter: 'image_input_cached', price: '2', per: 1_000_000 },
        { meter: 'text_output', price: '10', per: 1_000_000 },
        { meter: 'image_output', price: '32', per: 1_000_000 },
      ],
      source: 'https://openai.com/pricing',
    },
    expect.objectContaining({
      model: 'gpt-image-2',
      components: [
        { meter: 'text_input', price: '5', per: 1_000_000 },
        { meter: 'image_input', price: '5', per: 1_000_000 },
        { meter: 'text_output', price: '30', per: 1_000_000 },
        { meter: 'image_output', price: '30', per: 1_000_000 },
      ],
    }),
  ]);
});

test('dated prices become entries that touch; one that is over is left out, one that began earlier starts with the day asked for', () => {
  const dated = `{"id": "gpt-image-2", "match": {"equals": "gpt-image-2"}, "prices": [
    {"prices": {"output_image_mtok": 40}},
    {"constraint": {"type": "start_date", "start_date": "2026-11-01"}, "prices": {"output_image_mtok": 3e1}},
    {"constraint": {"type": "start_date", "start_date": "2027-01-01"}, "prices": {"output_image_mtok": 0.1e2}}]}`;
  const periods = (from: string) =>
    read(dated, from).entries.map(({ entry }) => [entry.validFrom, entry.validUntil, entry.components[0]?.price]);
  expect(periods('2026-12-01')).toEqual([
    ['2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', '30'],
    ['2027-01-01T00:00:00Z', null, '10'],
  ]);
  expect(periods('2026-01-01')[0]).toEqual(['2026-01-01T00:00:00Z', '2026-11-01T00:00:00Z', '40']);
  expect(read(dated).leftOut).toEqual([{ why: 'prices that ended by 2026-12-01', count: 1 }]);
});

test('prices that no tariff here can say are named by their line, with the model', () => {
  const list = read(
    `{"id": "a", "match": {"equals": "a"}, "prices": {"output_image_mtok": 30, "input_mtok": {"base": 5, "tiers": [{"start": 200000, "price": 10}]}}},
     {"id": "b", "match": {"equals": "b"}, "prices": {"output_image_mtok": 30, "web_searches_kcount": 10}},
     {"id": "gpt-image-1", "match": {"equals": "gpt-image-1"}, "prices": [{"constraint": {"type": "time_of_date", "start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"output_image_mtok": 30}}]}`,
  );
  expect(list.entries).toEqual([]);
  expect(list.problems.map(({ line, at, message }) => `${line} ${at}: ${message}`)).toEqual([
    '2 a: [0].models[0].prices.input_mtok: input_mtok changes with the number of input tokens, which no tariff here does: write it by hand.',
    '3 b: [0].models[1].prices.web_searches_kcount: web_searches_kcount is a price that no meter here stands for: write its part of the tariff by hand.',
    '4 gpt-image-1: [0].models[2].prices[0].constraint: The prices hold at some times of the day only, which no tariff here does: write them by hand.',
  ]);
});

import { describe, expect, it } from 'vitest';
import { guessFormat } from './list-format.ts';

const litellm = '{\n  "gpt-image-2": { "litellm_provider": "openai", "input_cost_per_token": 5e-06 } }';
const genai = '[{ "id": "openai", "pricing_urls": ["https://openai.com"], "models": [{ "prices": { "input_mtok": 5 } }] }]';
const ours = '{ "format": "halfpenny-price-list", "version": 1, "entries": [] }';

describe('The format of a price list', () => {
  it('is told by what stands in it, whatever its file is called', () => {
    expect([litellm, genai, ours].map((head) => guessFormat({ name: 'genai-prices.csv', head }))).toEqual([
      'litellm',
      'genai-prices',
      'json',
    ]);
  });

  it('is told by its name where nothing in it tells', () => {
    const head = '{ "sample_spec": {';
    const names = ['model_prices_and_context_window.json', 'genai-prices.json', 'prices.json'];
    expect(names.map((name) => guessFormat({ name, head }))).toEqual(['litellm', 'genai-prices', 'json']);
  });

  it('is CSV where a first line is parted into columns, and open where nothing tells', () => {
    expect(guessFormat({ name: 'prices', head: '\uFEFFprovider;model;mode\r\n' })).toBe('csv');
    expect(guessFormat({ name: 'prices.csv', head: '' })).toBe('csv');
    expect(guessFormat({ name: 'photo.png', head: '\u0089PNG' })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { columnNames, guessKind } from './guess-kind.ts';

describe('What a file of a provider is', () => {
  it('is told by how it begins', () => {
    const heads = [
      '{"object": "page", "data": [{"start_time": 1, "results": [{"object": "organization.costs.result", "amount"',
      '{"object": "page", "data": [{"results": [{"amount": {"value": 1, "currency": "usd"}, "line_item": "image',
      '{"object": "page", "data": [{"results": [{"object": "organization.usage.images.result", "images": 3',
      '{"data": [{"results": [{"input_tokens": 5, "output_tokens": 3, "num_model_requests": 1',
      '{"lines": [{"provider": "openai", "answeredAt": "2026-',
      '\uFEFFBillingCurrency,BilledCost,ChargePeriodStart\r\n',
      'day;amount\r\n',
    ];
    expect(heads.map(guessKind)).toEqual([
      'OPENAI_COSTS',
      'OPENAI_COSTS',
      'OPENAI_USAGE_IMAGES',
      'OPENAI_USAGE_COMPLETIONS',
      'SANDBOX_INVOICE',
      'FOCUS',
      'CSV',
    ]);
  });

  it('is open where nothing tells', () => {
    expect(['{"id": 7}', 'hello', ''].map(guessKind)).toEqual([undefined, undefined, undefined]);
  });
});

it('The columns of a table are those of its first line, whatever parts them', () => {
  expect(columnNames('\uFEFFday;"what, for";USD\r\n1;2;3')).toEqual(['day', 'what, for', 'USD']);
  expect(columnNames('day,amount,,amount\n')).toEqual(['day', 'amount']);
});

import { expect, test } from 'vitest';
import { guessKind, kindLabel, percentRead } from './statement-words.ts';

test.each([
  ['costs.json', '{"object": "page", "data": [{"results": [{"object": "organization.costs.result"', 'openai_costs'],
  ['usage.json', '{"object":"page","data":[{"results":[{"images": 1, "num_model_requests": 1', 'openai_usage_images'],
  ['usage.json', '{"object":"page","data":[{"results":[{"input_tokens": 1, "num_model_requests": 1', 'openai_usage_completions'],
  ['october.csv', 'BillingCurrency,BilledCost', 'focus'],
  ['october.csv', 'Day,Cost', 'csv'],
  ['invoice.json', '{"currency":"USD","lines":[{"provider":"openai","answeredAt"', 'sandbox_invoice'],
  ['notes.txt', 'Dear all', undefined],
])('%s that begins with %s is taken for %s', (name, head, kind) => {
  expect(guessKind({ name, head })).toBe(kind);
});

test('a kind has words, and a file that is read half is at 50 per cent', () => {
  expect(kindLabel('FOCUS')).toBe('FOCUS 1.x (CSV)');
  expect(percentRead({ bytesRead: 5, fileBytes: 10 })).toBe(50);
  expect(percentRead({ bytesRead: 0, fileBytes: 0 })).toBe(100);
});

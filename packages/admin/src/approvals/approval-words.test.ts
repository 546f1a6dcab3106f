import { expect, it } from 'vitest';
import { resolvedWords } from './approval-words.ts';

const request = { model: 'gpt-image-2', prompt: 'A pearl', n: 2, size: '976x704', quality: null, operation: 'GENERATE' as const };
const offer = { id: '1', provider: 'openai', model: 'gpt-image-2', exactness: 'EXACT' as const, simulated: true, pitfalls: [] };

it('a quote says what its stage and its provider make of what was left open', () => {
  const resolved = [{ name: 'quality', value: 'high', origin: 'STAGE' as const }];
  expect(resolvedWords({ request, mode: 'BATCH', offers: [{ ...offer, expected: null, ceiling: null, resolved }] })).toBe(
    '2 images · 976x704 · high · batch',
  );
  expect(resolvedWords({ request: { ...request, n: 1, size: null }, mode: 'REALTIME', offers: [] })).toBe(
    '1 image · size left open · quality left open',
  );
});

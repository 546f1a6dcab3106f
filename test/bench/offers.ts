import { countPromptTokens, publishedPriceBook, quoteRequest } from '@halfpenny/core';
import { atMostMicroseconds, engineSection } from './engine-section.ts';
import type { Section } from './report.ts';

const at = '2026-11-20T12:00:00Z';

/** A full quote at every provider; at most 20 µs with the prompt's tokens given, 100 µs with 200 of them counted. */
export async function benchOffers(): Promise<Section> {
  const prompt = 'a quiet harbour at dawn with fishing boats and gulls '.repeat(20);
  const promptTokens = await countPromptTokens(prompt);
  const request = { model: 'gpt-image-2', size: '1024x1024', quality: 'low', n: 1 };
  const tasks = {
    'quote at every provider': () => void quoteRequest(publishedPriceBook, { ...request, promptTokens }, at),
    [`quote with a prompt of ${promptTokens} tokens counted`]: async () => {
      quoteRequest(publishedPriceBook, { ...request, promptTokens: await countPromptTokens(prompt) }, at);
    },
  };
  return engineSection('Quoting one request at every provider', tasks, ([counted, counting]) => [
    ...(counted ? [atMostMicroseconds('at most 20 µs without tokenizing', 20, [counted])] : []),
    ...(counting ? [atMostMicroseconds('at most 100 µs with a prompt of 200 tokens', 100, [counting])] : []),
  ]);
}

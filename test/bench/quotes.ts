import { countPromptTokens, publishedPriceBook, quoteRequest } from '@halfpenny/core';
import { Bench } from 'tinybench';
import { printRates, ratesOf } from './report.ts';

const at = '2026-11-20T12:00:00Z';

/** A full quote at every provider; at most 20 µs with the prompt's tokens given, 100 µs with 200 of them counted. */
export async function benchQuotes(): Promise<void> {
  const prompt = 'a quiet harbour at dawn with fishing boats and gulls '.repeat(20);
  const promptTokens = await countPromptTokens(prompt);
  const request = { model: 'gpt-image-2', size: '1024x1024', quality: 'low', n: 1 };
  const bench = new Bench({ time: 500 });
  bench.add('quote at every provider', () => void quoteRequest(publishedPriceBook, { ...request, promptTokens }, at));
  bench.add(`quote with a prompt of ${promptTokens} tokens counted`, async () => {
    quoteRequest(publishedPriceBook, { ...request, promptTokens: await countPromptTokens(prompt) }, at);
  });
  await bench.run();
  printRates('Quoting one request at every provider', ratesOf(bench));
}

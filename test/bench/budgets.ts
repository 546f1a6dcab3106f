import { bestImage, cheapestImage, cheapestOfAll, largestImage, publishedPriceBook } from '@halfpenny/core';
import { Bench } from 'tinybench';
import { printRates, ratesOf } from './report.ts';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const dime = { currency: 'USD', pico: 100_000_000_000n };

/** Searches over all 29,146 legal sizes, in three qualities each; at most 10 ms. The table of sizes is made at the first one, which is told apart. */
export async function benchBudgets(): Promise<void> {
  const question = { amount: dime, model: 'gpt-image-2', promptTokens: 14 };
  const started = performance.now();
  unwrap(largestImage(publishedPriceBook, question, at));
  const first = performance.now() - started;
  const bench = new Bench({ time: 500 });
  bench.add('the largest image', () => void largestImage(publishedPriceBook, question, at));
  bench.add('the cheapest image', () => void cheapestImage(publishedPriceBook, question, at));
  bench.add('the best image at 16:9', () => void bestImage(publishedPriceBook, { ...question, shape: '16:9' }, at));
  bench.add('the cheapest of all providers and models', () => void cheapestOfAll(publishedPriceBook, { amount: dime }, at));
  await bench.run();
  printRates('Searching all legal sizes for what ten cents buy', ratesOf(bench));
  process.stdout.write(`  the first search, which makes the table of sizes: ${Math.round(first)} ms\n`);
}

import { bestImage, cheapestImage, cheapestOfAll, largestImage, publishedPriceBook } from '@halfpenny/core';
import { atMostMicroseconds, engineSection } from './engine-section.ts';
import type { Section } from './report.ts';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const dime = { currency: 'USD', pico: 100_000_000_000n };

/** Searches over all 29,146 legal sizes, in three qualities each; at most 10 ms. The columns of sizes are made at the first one, which is told apart. */
export async function benchBudgets(): Promise<Section> {
  const question = { amount: dime, model: 'gpt-image-2', promptTokens: 14 };
  const started = performance.now();
  unwrap(largestImage(publishedPriceBook, question, at));
  const first = performance.now() - started;
  const tasks = {
    'the largest image': () => void largestImage(publishedPriceBook, question, at),
    'the cheapest image': () => void cheapestImage(publishedPriceBook, question, at),
    'the best image at 16:9': () => void bestImage(publishedPriceBook, { ...question, shape: '16:9' }, at),
    'the cheapest of all providers and models': () => void cheapestOfAll(publishedPriceBook, { amount: dime }, at),
  };
  return engineSection('Searching all legal sizes for what ten cents buy', tasks, (rates) => [
    atMostMicroseconds('at most 10 ms over the sizes of a model', 10_000, rates.slice(0, 3)),
    {
      promise: 'at most 10 ms for the first search, which makes the columns of sizes',
      measured: `${first.toFixed(1)} ms`,
      holds: first <= 10,
    },
  ]);
}

import { countPromptTokens, entryInForce, priceBook, priceEntry, publishedPriceBook, quoteRequest, rateUsage } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry } from '@halfpenny/core';
import { calcPrice } from '@pydantic/genai-prices';
import { Bench } from 'tinybench';
import { ratesOf } from './report.ts';
import type { Section } from './report.ts';

const at = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

/** The engine beside the library that does most of the same work, in one run on the same edit of one image. */
export async function benchEngine(): Promise<readonly Section[]> {
  return [await benchRating(), await benchLookUp(), await benchQuotes()];
}

/** A bench of the engine alone: tasks for half a second each, in one process. */
function engineSection(title: string, bench: Bench): Section {
  return { title, method: 'Tasks run one after the other for half a second each, in one process.', rates: ratesOf(bench), promised: [] };
}

async function benchRating(): Promise<Section> {
  const usage = { text_input: 200n, image_input: 1000n, image_output: 4547n };
  const theirs = { input_tokens: 1200, input_image_tokens: 1000, output_tokens: 4547 };
  const timestamp = new Date(at);
  const bench = new Bench({ time: 500 });
  bench.add('genai-prices: look up and price', () => void calcPrice(theirs, 'gpt-image-2', { providerId: 'openai', timestamp }));
  bench.add('halfpenny: look up and rate', () => void rateUsage(usage, unwrap(entryInForce(publishedPriceBook, key, at))));
  await bench.run();
  return engineSection('Rating one gpt-image-2 edit (200 text, 1,000 image in, 4,547 image out)', bench);
}

async function benchLookUp(): Promise<Section> {
  const book = bookOf(100_000);
  const bench = new Bench({ time: 500 });
  bench.add('entry in force, book of 16', () => void entryInForce(publishedPriceBook, key, at));
  bench.add('entry in force, book of 100,000', () => void entryInForce(book, { ...key, model: 'model-50' }, at));
  await bench.run();
  return engineSection('Looking up the entry in force', bench);
}

/** A book of 100 models, each with a thousand entries one after another, an hour each, the last one open. */
function bookOf(entries: number): PriceBook {
  const perModel = entries / 100;
  const start = Date.parse('2026-11-01T00:00:00Z');
  const hour = (index: number): string => new Date(start + index * 3_600_000).toISOString();
  const made: PriceEntry[] = [];
  for (let index = 0; index < entries; index += 1) {
    const slot = index % perModel;
    const model = `model-${Math.floor(index / perModel)}`;
    const until = slot === perModel - 1 ? null : hour(slot + 1);
    const components = [{ meter: 'image_output', price: '30.00', per: 1_000_000 }];
    made.push(unwrap(priceEntry({ ...key, model, currency: 'USD', from: hour(slot), until, components })));
  }
  return unwrap(priceBook(made));
}

async function benchQuotes(): Promise<Section> {
  const prompt = 'a quiet harbour at dawn with fishing boats and gulls '.repeat(20);
  const promptTokens = await countPromptTokens(prompt);
  const request = { model: 'gpt-image-2', size: '1024x1024', quality: 'low', n: 1 };
  const bench = new Bench({ time: 500 });
  bench.add('quote at every provider', () => void quoteRequest(publishedPriceBook, { ...request, promptTokens }, at));
  bench.add(`quote with a prompt of ${promptTokens} tokens counted`, async () => {
    quoteRequest(publishedPriceBook, { ...request, promptTokens: await countPromptTokens(prompt) }, at);
  });
  await bench.run();
  return engineSection('Quoting one request at every provider', bench);
}

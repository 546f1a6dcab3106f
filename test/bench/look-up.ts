import { entryInForce, priceBook, priceEntry, publishedPriceBook } from '@halfpenny/core';
import type { PriceBook, PriceEntry } from '@halfpenny/core';
import { atMostMicroseconds, engineSection } from './engine-section.ts';
import type { Section } from './report.ts';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;

/** The entry in force, in a small book and in one of 100,000 entries; at most 1 µs, wherever in the book and whenever. */
export async function benchLookUp(): Promise<Section> {
  const book = bookOf(100_000);
  const scattered = Array.from({ length: 10_007 }, (_, index) => ({
    key: { ...key, model: `model-${(index * 37) % 100}` },
    at: new Date(Date.parse('2026-11-01') + ((index * 7919) % 1000) * 3_600_000 + 1).toISOString(),
  }));
  let turn = 0;
  const tasks = {
    'entry in force, book of 15': () => void entryInForce(publishedPriceBook, key, at),
    'entry in force, book of 100,000': () => void entryInForce(book, { ...key, model: 'model-50' }, at),
    'entry in force, book of 100,000, any model at any hour': () => {
      turn = (turn + 1) % scattered.length;
      const asked = scattered[turn];
      if (asked !== undefined) unwrap(entryInForce(book, asked.key, asked.at));
    },
  };
  return engineSection('Looking up the entry in force', tasks, (rates) => [
    atMostMicroseconds('at most 1 µs in a book of 100,000', 1, rates),
  ]);
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

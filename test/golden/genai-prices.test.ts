import { Readable } from 'node:stream';
import { readPriceList } from '@halfpenny/api';
import { publishedPriceEntries, type PriceEntry } from '@halfpenny/core';
import { calcPrice } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';

/** The data of the package, as it hands it out with a calculation: everything it knows of OpenAI. */
async function listed(): Promise<readonly PriceEntry[]> {
  const provider = calcPrice({ input_tokens: 1 }, 'gpt-image-2', { providerId: 'openai' })?.provider;
  const source = Readable.from([Buffer.from(JSON.stringify([provider]))]);
  const list = await readPriceList(source, { format: 'genai-prices', from: '2026-12-01' });
  if (!list.ok) throw new Error(list.refusal.message);
  expect(list.value.problems).toEqual([]);
  return list.value.entries.map(({ entry }) => entry);
}

test("the data of genai-prices is read whole, and agrees with our published prices of OpenAI's image models meter by meter", async () => {
  const compared: string[] = [];
  for (const entry of await listed()) {
    const ours = publishedPriceEntries.find(
      ({ provider, model, mode }) => provider === 'openai' && model === entry.model && mode === 'realtime',
    );
    for (const { meter, price } of ours?.components ?? []) {
      const theirs = entry.components.find((component) => component.meter === meter);
      expect([entry.model, meter, theirs?.price]).toEqual([entry.model, meter, price.replace(/\.?0+$/, '')]);
      compared.push(`${entry.model} ${meter}`);
    }
  }
  expect(compared).toHaveLength(21);
});

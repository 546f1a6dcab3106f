/** Two processes of the service, one publication after the other, and quotes all the while: none is priced by half of one, or by an old one afterwards. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../world/service.ts';
import { buildService, startServiceProcess, type ServiceProcess } from './service-process.ts';

let world: World;
let other: ServiceProcess;

beforeAll(async () => {
  await buildService();
  world = await startWorld();
  other = await startServiceProcess({ ...world, now: '2026-11-20T12:00:00Z' });
});
afterAll(async () => {
  await other.kill();
  await world.close();
});

async function ask<T>(address: string, query: string, variables: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return ((await response.json()) as { data: T }).data;
}

const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };
const input = { request, providers: ['openai', 'piapi'] };
const quoteDocument = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { offers { expected { amount } } } } }';

/** What both providers charge, who charge the same as long as nothing is seen by half. */
async function quoted(address: string): Promise<string> {
  const { quote } = await ask<{ quote: { offers: { expected: { amount: string } }[] } }>(address, quoteDocument, { input });
  return [...new Set(quote.offers.map(({ expected }) => expected.amount))].join(' and ');
}

function priced(provider: string, imageOutput: string): object {
  const prices = { text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: imageOutput };
  const components = Object.entries(prices).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
  const from = '2026-11-20T12:00:00Z';
  return {
    entry: { provider, model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from, components, source: 's', checkedOn: '2026-11-20' },
  };
}

async function publish(imageOutput: string): Promise<void> {
  const drafts = [priced('openai', imageOutput), priced('piapi', imageOutput)];
  const create =
    'mutation ($input: CreatePriceChangeSetInput!) { made: createPriceChangeSet(input: $input) { ... on PriceChangeSet { id } } }';
  const { made } = await ask<{ made: { id: string } }>(world.address, create, { input: { title: 'A new list', drafts } });
  const document =
    'mutation ($id: ID!) { done: publishPriceChangeSet(id: $id, rowVersion: 1) { ... on PriceChangeSet { state } ... on Refusal { message } } }';
  const { done } = await ask<{ done: object }>(world.address, document, { id: made.id });
  expect(done).toEqual({ state: 'PUBLISHED' });
}

it('Every process prices by all of a publication from the moment it is answered, and by none of it before', async () => {
  const seen = new Set<string>();
  const over = new AbortController();
  const quoting = [world.address, other.address].map(async (address) => {
    while (!over.signal.aborted) seen.add(await quoted(address));
  });
  for (const [imageOutput, amount] of [
    ['60', '0.01182'],
    ['45', '0.00888'],
    ['30', '0.00594'],
  ] as const) {
    await publish(imageOutput);
    expect(await Promise.all([quoted(world.address), quoted(other.address)])).toEqual([amount, amount]);
  }
  over.abort();
  await Promise.all(quoting);
  expect([...seen].toSorted()).toEqual(['0.00594', '0.00888', '0.01182']);
});

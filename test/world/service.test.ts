import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './service.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.close());

test('the world quotes at its pinned instant, from prices known since then', async () => {
  const answer = await world.ask(`mutation { quote(input: { providers: ["openai"], request: {
      model: "gpt-image-2", size: "1024x1024", quality: "low", prompt: "Sparkling shell with a pearl" } }) {
    ... on Quote { createdAt best { expected { amount } priceEntry { knownFrom } } } } }`);
  expect(answer).toEqual({
    quote: {
      createdAt: '2026-11-20T12:00:00Z',
      best: { expected: { amount: '0.00594' }, priceEntry: { knownFrom: '2026-11-20T12:00:00Z' } },
    },
  });
});

test('its sandbox has billed nothing for a quote', async () => {
  expect((await world.invoice()).lines).toEqual([]);
});

test('an operation that GraphQL refuses fails the test that asked it', async () => {
  await expect(world.ask('{ nothing }')).rejects.toThrow('Cannot query field \\"nothing\\"');
});

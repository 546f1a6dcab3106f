import { afterEach, describe, expect, it } from 'vitest';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
afterEach(() => world.close());

const offers = `mutation { quote(input: { request: { model: "gpt-image-2", prompt: "A pearl", size: "1024x1024", quality: "low" } }) {
  ... on Quote { offers { provider simulated } } } }`;

describe('A provider without a key', () => {
  it('is said to be played by the sandbox, in the list and in every offer', async () => {
    world = await startWorld();
    expect(await world.ask('{ providers { name simulated } }')).toEqual({
      providers: ['openai', 'piapi', 'smartaipi'].map((name) => ({ name, simulated: true })),
    });
    expect(await world.ask(offers)).toEqual({
      quote: { offers: ['smartaipi', 'openai', 'piapi'].map((provider) => ({ provider, simulated: true })) },
    });
  });
});

describe('A provider whose key is set', () => {
  it('is real, and its offers say so', async () => {
    world = await startWorld({ environment: { OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' } });
    expect(await world.ask(offers)).toEqual({
      quote: {
        offers: [
          { provider: 'smartaipi', simulated: true },
          { provider: 'openai', simulated: false },
          { provider: 'piapi', simulated: true },
        ],
      },
    });
  });
});

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { askProgress, untilDone } from '../../../../test/world/progress-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
/** While it stops, the walk waits at each partial image until it may go on. */
const stop: { on: boolean; goOn?: () => void } = { on: false };
beforeAll(async () => {
  world = await startWorld({
    boundary: async (name) => {
      if (name === 'partial-kept' && stop.on) await new Promise<void>((resolve) => (stop.goOn = resolve));
    },
  });
});
afterAll(() => world.close());

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', partialImages: 2 };

function input(requestKey: string, request: object = {}, more: object = {}): object {
  return { input: { requestKey, request: { ...shell, ...request }, providers: ['openai'], ...more } };
}

async function generate(requestKey: string, request: object = {}, more: object = {}): Promise<Generated> {
  return (await world.ask<{ generate: Generated }>(generateDocument, input(requestKey, request, more))).generate;
}

async function amountsFor({ attempts }: Generated): Promise<readonly string[]> {
  const { lines } = await world.invoice();
  return lines
    .filter((line) => attempts.some(({ clientRequestId }) => clientRequestId === line.clientRequestId))
    .map(({ amount }) => amount);
}

/** Resolves once the walk has stopped. */
async function stopped(): Promise<void> {
  while (stop.goOn === undefined) await new Promise((resolve) => setImmediate(resolve));
}

function goOn(): void {
  stop.on = false;
  stop.goOn?.();
  delete stop.goOn;
}

describe('A generation with partial images', () => {
  it('costs 100 output tokens more for each, keeps them, and serves them', async () => {
    const generation = await generate('two');
    expect(generation).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.01194' } } });
    expect(generation.usage).toContainEqual({ meter: 'image_output', quantity: '396' });
    expect(await amountsFor(generation)).toEqual(['0.01194']);
    const { partialImages } = (await askProgress(world, { id: generation.id })) ?? { partialImages: [] };
    expect(partialImages.map(({ index, number, url }) => [index, number, url])).toEqual([
      [0, 0, `/images/${generation.id}/partial/0-0.png`],
      [0, 1, `/images/${generation.id}/partial/0-1.png`],
    ]);
    const served = await fetch(world.address + (partialImages[1]?.url ?? ''));
    expect(await sharp(await served.arrayBuffer()).metadata()).toMatchObject({ format: 'png', width: 1024, height: 1024 });
    expect((await fetch(`${world.address}/images/${generation.id}/partial/0-2.png`)).status).toBe(404);
  });

  it('shows them as they arrive, to whoever knows its request key', async () => {
    stop.on = true;
    const answered = generate('watched', { n: 2, partialImages: 1 });
    await stopped();
    const seen = await askProgress(world, { requestKey: 'watched' });
    expect(seen).toMatchObject({ done: false, generation: { status: 'RUNNING' }, partialImages: [{ index: 0, number: 0 }] });
    const more = askProgress(world, { requestKey: 'watched', after: seen?.mark ?? '' });
    goOn();
    expect((await more)?.partialImages.length).toBe(2);
    expect((await answered).cost.total?.amount).toBe('0.01788');
  });

  it('goes on and settles when the client hangs up in the middle of the stream', async () => {
    stop.on = true;
    const leaving = new AbortController();
    const body = JSON.stringify({ query: generateDocument, variables: input('left') });
    const headers = { 'content-type': 'application/json' };
    const answered = fetch(`${world.address}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
    await stopped();
    leaving.abort();
    await expect(answered).rejects.toThrow('abort');
    goOn();
    const { id } = await generate('left');
    const { generation } = await untilDone(world, id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'SETTLED' } });
    expect(await amountsFor(generation)).toEqual([generation.cost.total?.amount]);
  });

  it('is quoted with them, by the provider that documents streams alone', async () => {
    const document = `mutation ($input: QuoteInput!) { quote(input: $input) { __typename ... on Quote { best { provider expected { amount } }
      offers { provider } refusedProviders { provider refusal { code } } request { partialImages } } ... on Refusal { code path } } }`;
    const { quote } = await world.ask<{ quote: object }>(document, { input: { request: shell } });
    expect(quote).toMatchObject({
      best: { provider: 'openai', expected: { amount: '0.01194' } },
      offers: [{ provider: 'openai' }],
      request: { partialImages: 2 },
    });
    expect(quote).toHaveProperty(
      'refusedProviders',
      expect.arrayContaining([{ provider: 'piapi', refusal: { code: 'INVALID_PARTIAL_IMAGES' } }]),
    );
    const refused = await world.ask<{ quote: object }>(document, { input: { request: shell, providers: ['piapi'] } });
    expect(refused.quote).toEqual({ __typename: 'Refusal', code: 'INVALID_PARTIAL_IMAGES', path: ['input', 'request', 'partialImages'] });
  });

  it.each([[4], [-1]])('is refused where %i are asked for', async (partialImages) => {
    expect(await generate(`bad ${partialImages}`, { partialImages })).toMatchObject({ code: 'INVALID_PARTIAL_IMAGES' });
  });
});

describe('A stream that goes wrong', () => {
  it.each([
    ['stream-cut', 'UNKNOWN IN_DOUBT', 1, 1],
    ['stream-cut-unbilled', 'UNKNOWN IN_DOUBT', 1, 0],
    ['stream-unfinished', 'UNKNOWN IN_DOUBT', 2, 1],
    ['stream-error', 'UNKNOWN IN_DOUBT', 1, 0],
    ['usage-missing', 'SUCCEEDED ESTIMATED', 2, 1],
    ['wrong-key', 'FAILED VOID', 0, 0],
  ])('%s is %s, with what had arrived, and its hold kept where it is a doubt', async (name, known, partials, billed) => {
    const generation = await generate(name, { prompt: `A shell [sandbox: ${name}]` });
    expect(`${generation.status} ${generation.cost.state}`).toBe(known);
    expect((await askProgress(world, { id: generation.id }))?.partialImages.length).toBe(partials);
    expect((await amountsFor(generation)).length).toBe(billed);
    const open = await world.sql(`SELECT FROM hold AS h WHERE generation_id = '${generation.id}'
      AND NOT EXISTS (SELECT FROM hold_settlement AS s WHERE s.hold_id = h.id)`);
    expect(open).toBe(known === 'UNKNOWN IN_DOUBT' ? 1 : 0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const wizard = { model: 'gpt-image-2', prompt: 'An ancient wizard', size: '976x704', quality: 'low' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function generate(input: object): Promise<Generated> {
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

async function quoted(beside: object = {}): Promise<string> {
  const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id } } }';
  const input = { request: wizard, providers: ['openai'], ...beside };
  return (await world.ask<{ quote: { id: string } }>(document, { input })).quote.id;
}

async function billedCalls(): Promise<number> {
  return (await world.invoice()).lines.length;
}

describe('One request key is one generation', () => {
  it('though twenty ask at once: one call, one charge', async () => {
    const before = await billedCalls();
    const input = { requestKey: 'twenty', request: wizard, providers: ['openai'] };
    const all = await Promise.all(Array.from({ length: 20 }, () => generate(input)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.every(({ status, charge }) => status === 'SUCCEEDED' && charge.state === 'SETTLED')).toBe(true);
    expect(await billedCalls()).toBe(before + 1);
  });

  it('though twenty execute one quote at once', async () => {
    const before = await billedCalls();
    const input = { requestKey: 'twenty quotes', quoteId: await quoted() };
    const all = await Promise.all(Array.from({ length: 20 }, () => generate(input)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await billedCalls()).toBe(before + 1);
  });

  it('whatever wait and maxCost say, and after a restart of the service', async () => {
    const input = { requestKey: 'again', request: wizard, providers: ['openai'] };
    const first = await generate(input);
    const before = await billedCalls();
    await world.restart();
    expect(await generate({ ...input, maxCost: { amount: '9', currency: 'USD' } })).toEqual(first);
    expect(await generate({ ...input, wait: true })).toEqual(first);
    expect(await billedCalls()).toBe(before);
  });

  it('and is refused for another request', async () => {
    await generate({ requestKey: 'taken', request: wizard, providers: ['openai'] });
    const before = await billedCalls();
    for (const other of [{ request: { ...wizard, n: 2 }, providers: ['openai'] }, { request: wizard }, { quoteId: await quoted() }]) {
      expect(await generate({ requestKey: 'taken', ...other })).toMatchObject({
        code: 'REQUEST_KEY_REUSED',
        path: ['input', 'requestKey'],
      });
    }
    expect(await billedCalls()).toBe(before);
  });
});

describe('A quote is executed once', () => {
  it('so another key for it is refused, also at the same moment', async () => {
    const quoteId = await quoted();
    const before = await billedCalls();
    const both = await Promise.all(['left', 'right'].map((requestKey) => generate({ requestKey, quoteId })));
    expect(both.map(({ __typename, code }) => code ?? __typename).toSorted()).toEqual(['Generation', 'QUOTE_ALREADY_USED']);
    expect(await generate({ requestKey: 'third', quoteId })).toMatchObject({ code: 'QUOTE_ALREADY_USED', path: ['input', 'quoteId'] });
    expect(await billedCalls()).toBe(before + 1);
  });

  it('until it expires', async () => {
    const quoteId = await quoted();
    world.setNow('2026-11-20T12:15:00Z');
    expect(await generate({ requestKey: 'late', quoteId })).toMatchObject({
      code: 'QUOTE_EXPIRED',
      path: ['input', 'quoteId'],
      message: 'This quote expired at 2026-11-20T12:15:00.000Z: ask for a new one.',
    });
    world.setNow('2026-11-20T12:14:59Z');
    expect(await generate({ requestKey: 'late', quoteId })).toMatchObject({ status: 'SUCCEEDED' });
    world.setNow('2026-11-20T12:00:00Z');
  });

  it('unless it is a simulation', async () => {
    const quoteId = await quoted({ pricedAt: '2026-11-01T00:00:00Z' });
    expect(await generate({ requestKey: 'simulation', quoteId })).toMatchObject({ code: 'QUOTE_NOT_EXECUTABLE' });
  });
});

describe('A refusal uses up neither key nor quote, and spends nothing', () => {
  it.each([
    ['both quote and request', async () => ({ request: wizard, quoteId: await quoted() }), 'QUOTE_OR_REQUEST', 'quoteId'],
    ['neither', async () => ({}), 'QUOTE_OR_REQUEST', 'quoteId'],
    ['an offer without its quote', async () => ({ request: wizard, offerId: await quoted() }), 'QUOTE_OR_REQUEST', 'offerId'],
    ['providers beside a quote', async () => ({ quoteId: await quoted(), providers: ['openai'] }), 'QUOTE_OR_REQUEST', 'providers'],
    ['a quote nobody made', async () => ({ quoteId: '00000000-0000-7000-8000-000000000000' }), 'QUOTE_NOT_FOUND', 'quoteId'],
    ['a quote id that is none', async () => ({ quoteId: 'quote' }), 'QUOTE_NOT_FOUND', 'quoteId'],
    ['an offer of another quote', async () => ({ quoteId: await quoted(), offerId: await quoted() }), 'OFFER_NOT_FOUND', 'offerId'],
    ['maxCost below zero', async () => ({ request: wizard, maxCost: { amount: '-1', currency: 'USD' } }), 'INVALID_MAX_COST', 'maxCost'],
    [
      'maxCost in another currency',
      async () => ({ request: wizard, maxCost: { amount: '1', currency: 'EUR' } }),
      'INVALID_MAX_COST',
      'maxCost',
    ],
    [
      'partial images in batch',
      async () => ({ request: { ...wizard, partialImages: 1 }, mode: 'BATCH' }),
      'INVALID_PARTIAL_IMAGES',
      'request',
    ],
    ['a stage that is not there', async () => ({ request: wizard, stage: 'draft' }), 'UNKNOWN_STAGE', 'stage'],
    ['images', async () => ({ request: wizard, images: [{ uploadId: 'a' }] }), 'QUOTE_OR_REQUEST', 'images'],
    ['an illegal size', async () => ({ request: { ...wizard, size: '975x704' } }), 'INVALID_SIZE', 'request'],
    ['an unknown provider', async () => ({ request: wizard, providers: ['nobody'] }), 'UNKNOWN_PROVIDER', 'providers'],
  ])('%s', async (what, input, code, field) => {
    const before = await billedCalls();
    const refusal = await generate({ requestKey: `refused: ${what}`, ...(await input()) });
    expect(refusal).toMatchObject({ __typename: 'Refusal', code });
    expect(refusal.path.slice(0, 2)).toEqual(['input', field]);
    expect(await billedCalls()).toBe(before);
    expect(await world.ask('query ($key: String!) { generationByKey(requestKey: $key) { id } }', { key: `refused: ${what}` })).toEqual({
      generationByKey: null,
    });
  });

  it.each([
    ['no character', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a character no text may hold', 'a\u0000b'],
  ])('a request key of %s', async (_what, requestKey) => {
    expect(await generate({ requestKey, request: wizard })).toMatchObject({ code: 'INVALID_REQUEST_KEY', path: ['input', 'requestKey'] });
  });

  it('then the same key and the same quote are executed', async () => {
    const quoteId = await quoted();
    await generate({ requestKey: 'second try', quoteId, maxCost: { amount: '0.001', currency: 'USD' } });
    expect(await generate({ requestKey: 'second try', quoteId })).toMatchObject({ status: 'SUCCEEDED' });
  });
});

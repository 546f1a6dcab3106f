import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';
import { generateDocument, generationFields } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';

const wizard = {
  model: 'gpt-image-2',
  prompt: 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes',
  size: '976x704',
  quality: 'low',
};
const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function generate(input: object): Promise<Generated> {
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

async function quoted(
  request: object,
  providers: readonly string[] = ['openai'],
): Promise<{ id: string; offers: readonly { id: string; provider: string }[] }> {
  const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id offers { id provider } } } }';
  return (
    await world.ask<{ quote: { id: string; offers: { id: string; provider: string }[] } }>(document, { input: { request, providers } })
  ).quote;
}

async function accrued(): Promise<Record<string, string>> {
  const document = '{ accountBalances(filter: { account: "provider_accrued", book: SIMULATED }) { provider balance { amount } } }';
  const { accountBalances } = await world.ask<{ accountBalances: { provider: string; balance: { amount: string } }[] }>(document);
  return Object.fromEntries(accountBalances.map(({ provider, balance }) => [provider, balance.amount.replace(/^-/, '')]));
}

describe('A quote that is executed', () => {
  it('charges what it said to the last digit: 0.00397, variance 0', async () => {
    const { id } = await quoted(wizard);
    const generation = await generate({ requestKey: 'wizard', quoteId: id });
    expect(generation).toMatchObject({
      __typename: 'Generation',
      status: 'SUCCEEDED',
      simulated: true,
      provider: 'openai',
      usage: [
        { meter: 'text_input', quantity: '20' },
        { meter: 'image_output', quantity: '129' },
      ],
      reading: { input_tokens: 20, input_tokens_details: { text_tokens: 20, image_tokens: 0 }, output_tokens: 129, total_tokens: 149 },
      charge: { state: 'SETTLED', total: { amount: '0.00397', currency: 'USD' } },
      cost: { state: 'SETTLED', total: { amount: '0.00397', currency: 'USD' } },
      variance: { amount: '0', currency: 'USD' },
      quote: { id },
      failure: null,
      settledAt: '2026-11-20T12:00:00Z',
      attempts: [{ number: 1, outcome: 'SUCCEEDED', startedAt: '2026-11-20T12:00:00Z', endedAt: '2026-11-20T12:00:00Z' }],
    });
    expect(generation.charge.lines.map(({ amount }) => amount.amount)).toEqual(['0.0001', '0.00387']);
  });

  it('is on the invoice of the provider under the id of its attempt', async () => {
    const generation = await generate({ requestKey: 'shell', quoteId: (await quoted(shell)).id });
    expect(generation.charge.total?.amount).toBe('0.00594');
    const line = (await world.invoice()).lines.find(({ clientRequestId }) => clientRequestId === generation.attempts[0]?.clientRequestId);
    expect(line).toMatchObject({ provider: 'openai', amount: '0.00594', requestId: generation.attempts[0]?.providerRequestId });
  });

  it('delivers an image of the size asked for, at an address of its own', async () => {
    const { generation } = await world.ask<{ generation: Generated }>(`query ($id: ID!) { generation(id: $id) { ${generationFields} } }`, {
      id: (await generate({ requestKey: 'wizard', quoteId: (await byKey('wizard')).quote?.id })).id,
    });
    const [image] = generation.images;
    expect(image).toMatchObject({ index: 0, width: 976, height: 704, format: 'png', url: `/images/${generation.id}/0.png` });
    const response = await fetch(world.address + image?.url);
    expect([response.status, response.headers.get('content-type'), response.headers.get('etag')]).toEqual([
      200,
      'image/png',
      `"${image?.sha256}"`,
    ]);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', await response.arrayBuffer())).toString('hex');
    expect(digest).toBe(image?.sha256);
    const again = await fetch(world.address + image?.url, { headers: { 'if-none-match': `"${image?.sha256}"` } });
    expect(again.status).toBe(304);
  });

  it('runs the offer that was chosen', async () => {
    const { id, offers } = await quoted(shell, ['openai', 'piapi', 'smartaipi']);
    const piapi = offers.find(({ provider }) => provider === 'piapi');
    expect(await generate({ requestKey: 'chosen', quoteId: id, offerId: piapi?.id })).toMatchObject({
      provider: 'piapi',
      variance: { amount: '0' },
    });
  });

  it('of two images charges each as if it were made alone', async () => {
    const { id } = await quoted({ ...shell, n: 2 });
    expect(await generate({ requestKey: 'two', quoteId: id })).toMatchObject({
      charge: { total: { amount: '0.01188' } },
      images: [{ index: 0 }, { index: 1 }],
    });
  });
});

async function byKey(requestKey: string): Promise<Generated> {
  const document = `query ($requestKey: String!) { generationByKey(requestKey: $requestKey) { ${generationFields} } }`;
  return (await world.ask<{ generationByKey: Generated }>(document, { requestKey })).generationByKey;
}

describe('A request without a quote', () => {
  it('is executed at its best offer and leaves a quote to compare with', async () => {
    const generation = await generate({ requestKey: 'direct', request: shell });
    expect(generation).toMatchObject({
      provider: 'smartaipi',
      charge: { total: { amount: '0.003' } },
      variance: { amount: '0' },
      reading: null,
    });
    expect(generation.usage).toEqual([{ meter: 'image', quantity: '1' }]);
    expect(generation.quote?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps to the providers it names', async () => {
    expect(await generate({ requestKey: 'named', request: shell, providers: ['piapi'] })).toMatchObject({ provider: 'piapi' });
  });

  it('whose quality is left to the provider is charged by what was delivered, and shows the variance', async () => {
    const { quality: _left, ...request } = shell;
    const generation = await generate({ requestKey: 'auto', request, providers: ['openai'] });
    expect(generation).toMatchObject({ charge: { total: { amount: '0.05274' } }, variance: { amount: '0' }, request: { quality: null } });
  });

  it.each([
    ['gpt-image-2-preview', { size: '2048x1152' }, 'piapi', '0.1'],
    ['gpt-image-2.5-flare-2026-09-08', { size: '1536x1024', quality: 'xhigh' }, 'openai', '0.07383'],
    ['gpt-image-1', { size: '1024x1024', quality: 'low' }, 'piapi', '0.01094'],
  ])('for %s %o costs what %s bills: %s', async (model, choices, provider, amount) => {
    const generation = await generate({ requestKey: `model ${model}`, request: { model, prompt: shell.prompt, ...choices } });
    expect(generation).toMatchObject({ provider, charge: { total: { amount } }, cost: { total: { amount } }, variance: { amount: '0' } });
  });

  it.each([
    ['gpt-image-1.5', { size: '1024x1024', quality: 'low' }, 'openai'],
    ['gpt-image-1.5', { size: '1024x1024', quality: 'low' }, 'piapi'],
    ['gpt-image-1-mini', { size: '1024x1536', quality: 'medium' }, 'openai'],
    ['gpt-image-2.6-sunburst', { size: '1536x1024', quality: 'high' }, 'openai'],
  ])('for %s %o at %s, which is not foretold, is billed by its reading', async (model, choices, provider) => {
    const generation = await generate({
      requestKey: `${model} at ${provider}`,
      request: { model, prompt: shell.prompt, ...choices },
      providers: [provider],
    });
    const line = (await world.invoice(provider)).lines.at(-1);
    expect(generation.charge).toMatchObject({ state: 'SETTLED', total: { amount: line?.amount } });
  });

  it('that is within maxCost is executed, and one above it is not', async () => {
    const request = { requestKey: 'most', request: wizard, providers: ['openai'] };
    const refused = await generate({ ...request, maxCost: { amount: '0.00396', currency: 'USD' } });
    expect(refused).toMatchObject({
      code: 'MAX_COST_EXCEEDED',
      path: ['input', 'maxCost'],
      accepted: ['0.00397'],
      details: { ceiling: '0.00397', maxCost: '0.00396' },
    });
    expect(await generate({ ...request, maxCost: { amount: '0.00397', currency: 'USD' } })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('whose ceiling is unknown must say the most it may cost', async () => {
    const request = {
      requestKey: 'no ceiling',
      request: { model: 'gpt-image-2', prompt: shell.prompt, quality: 'low' },
      providers: ['smartaipi'],
    };
    expect(await generate(request)).toMatchObject({ code: 'CEILING_UNKNOWN', path: ['input', 'maxCost'] });
    expect(await generate({ ...request, maxCost: { amount: '0.01', currency: 'USD' } })).toMatchObject({
      charge: { total: { amount: '0.003' } },
    });
  });
});

it('The ledger equals the invoice of every provider, to the last digit', async () => {
  const { totals } = await world.invoice();
  expect(Object.keys(totals).toSorted()).toEqual(['openai', 'piapi', 'smartaipi']);
  expect(await accrued()).toEqual(totals);
  const { accountBalances } = await world.ask<{ accountBalances: { account: string }[] }>('{ accountBalances { account } }');
  expect(new Set(accountBalances.map(({ account }) => account))).toEqual(new Set(['generation_cost', 'provider_accrued']));
});

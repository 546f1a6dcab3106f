import { afterAll, describe, expect, it } from 'vitest';
import { generateDocument, generationFields } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { json } from '../../../../test/world/scripted-provider.ts';
import type { Answer } from '../../../../test/world/scripted-provider.ts';
import { picture, request, startScriptedWorld, usage } from '../../../../test/world/scripted-world.ts';

const destroyed: Answer = (response) => response.destroy();
const cutOff: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":');

const { provider, world, database, close } = await startScriptedWorld();
afterAll(close);

async function generated(requestKey: string, answer: Answer, more: { readonly n?: number } = {}): Promise<Generated> {
  provider.answer(answer);
  const input = { requestKey, request: { ...request, ...more }, providers: ['openai'] };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

async function ledgerEntries(generation: string): Promise<readonly { account: string; book: string; amount: { amount: string } }[]> {
  const document =
    'query ($generation: ID!) { ledgerEntries(filter: { generation: $generation }) { edges { node { account book amount { amount } } } } }';
  const { ledgerEntries: found } = await world.ask<{
    ledgerEntries: { edges: { node: { account: string; book: string; amount: { amount: string } } }[] };
  }>(document, { generation });
  return found.edges.map(({ node }) => node);
}

describe('With a key the provider is real', () => {
  it('and what it made is money spent, in the real book', async () => {
    const generation = await generated(
      'real',
      json(200, { created: 1_795_176_000, data: [{ b64_json: picture, revised_prompt: 'A shell' }], usage }),
    );
    expect(generation).toMatchObject({
      simulated: false,
      charge: { state: 'SETTLED', total: { amount: '0.00393' } },
      images: [{ revisedPrompt: 'A shell', width: 976, height: 704 }],
      attempts: [{ providerRequestId: 'req_scripted', reading: usage }],
    });
    expect((await ledgerEntries(generation.id)).map(({ account, book, amount }) => [account, book, amount.amount])).toEqual([
      ['generation_cost', 'REAL', '0.00006'],
      ['provider_accrued', 'REAL', '-0.00006'],
      ['generation_cost', 'REAL', '0.00387'],
      ['provider_accrued', 'REAL', '-0.00387'],
    ]);
  });
});

describe('A call that was surely not billed is void, with a total of 0', () => {
  it.each([
    [400, { error: { message: 'No such size.' } }, 'REFUSED', 'PROVIDER_REFUSED', 'openai: No such size.'],
    [401, { error: { message: 'Wrong key.' } }, 'REFUSED', 'PROVIDER_REFUSED', 'openai: Wrong key.'],
    [429, { error: { message: 'No money.', code: 'insufficient_quota' } }, 'FAILED', 'PROVIDER_UNAVAILABLE', 'openai: No money.'],
  ])('after a %i %o', async (status, body, outcome, code, message) => {
    const generation = await generated(`void ${status}`, json(status, body));
    expect(generation).toMatchObject({
      status: 'FAILED',
      failure: { code, message },
      attempts: [{ outcome }],
      charge: { state: 'VOID', total: { amount: '0' } },
      cost: { state: 'VOID', total: { amount: '0' } },
      variance: null,
      settledAt: '2026-11-20T12:00:00Z',
    });
    expect(await ledgerEntries(generation.id)).toEqual([]);
  });
});

describe('A call that nobody can say was billed is in doubt, which is neither final nor zero', () => {
  it.each([
    ['a 500', json(500, { error: { message: 'Oops.' } })],
    ['a reset', destroyed],
    ['a reply that is no JSON', cutOff],
    ['a block at output', json(400, { error: { message: 'Blocked.', code: 'moderation_blocked' } })],
  ])('after %s', async (what, answer) => {
    const calls = provider.calls.length;
    const generation = await generated(`doubt ${what}`, answer);
    const inDoubt = { state: 'IN_DOUBT', total: null, lines: [] };
    expect(generation).toMatchObject({
      status: 'UNKNOWN',
      failure: { code: 'PROVIDER_OUTCOME_UNKNOWN' },
      attempts: [{ outcome: 'UNKNOWN' }],
      charge: inDoubt,
      cost: inDoubt,
      settledAt: null,
    });
    expect(await generated(`doubt ${what}`, json(200, {}))).toEqual(generation);
    expect(provider.calls).toHaveLength(calls + 1);
    expect(await ledgerEntries(generation.id)).toEqual([]);
  });
});

describe('A reply that was paid for', () => {
  it.each([
    ['without usage, of which fewer images came than were asked,', undefined, 'USAGE_MISSING', 2],
    [
      'with usage that contradicts itself',
      { ...usage, input_tokens_details: { text_tokens: 99, image_tokens: 0 } },
      'USAGE_CONTRADICTORY',
      1,
    ],
  ])('%s is unbilled, with its reading and its image kept', async (what, reading, code, n) => {
    const generation = await generated(`unbilled ${what}`, json(200, { data: [{ b64_json: picture }], usage: reading }), { n });
    expect(generation).toMatchObject({
      status: 'SUCCEEDED',
      charge: { state: 'UNBILLED', total: null },
      cost: { state: 'UNBILLED', total: null },
      reading: reading ?? null,
      usage: [],
      failure: { code },
      settledAt: null,
    });
    expect(generation.images).toHaveLength(1);
    expect(await ledgerEntries(generation.id)).toEqual([]);
  });

  it('without usage is estimated at what was expected, and accrued apart until it is known', async () => {
    const generation = await generated('estimated', json(200, { data: [{ b64_json: picture }] }));
    const estimated = { state: 'ESTIMATED', total: { amount: '0.00393' } };
    expect(generation).toMatchObject({ status: 'SUCCEEDED', charge: estimated, cost: estimated, failure: null, reading: null });
    expect((await ledgerEntries(generation.id)).map(({ account, amount }) => [account, amount.amount])).toEqual([
      ['generation_cost', '0.00006'],
      ['provider_accrued_estimate', '-0.00006'],
      ['generation_cost', '0.00387'],
      ['provider_accrued_estimate', '-0.00387'],
    ]);
  });

  it('whose image is none is billed by its reading all the same, as undelivered cost', async () => {
    const generation = await generated(
      'no image',
      json(200, { data: [{ b64_json: Buffer.from('not an image').toString('base64') }], usage }),
    );
    expect(generation).toMatchObject({
      status: 'FAILED',
      failure: { code: 'INVALID_IMAGE' },
      images: [],
      charge: { state: 'SETTLED', total: { amount: '0.00393' } },
    });
    expect(new Set((await ledgerEntries(generation.id)).map(({ account }) => account))).toEqual(
      new Set(['undelivered_cost', 'provider_accrued']),
    );
  });

  it('in another quality than asked is billed by what was delivered', async () => {
    const more = { ...usage, output_tokens: 1756, total_tokens: 1768 };
    const generation = await generated('more', json(200, { data: [{ b64_json: picture }], usage: more, quality: 'medium' }));
    expect(generation).toMatchObject({ charge: { total: { amount: '0.05274' } }, variance: { amount: '0.04881' } });
  });
});

it('What a killed service left running is in doubt after the next start, and other work is left alone', async () => {
  const contradictory = { ...usage, input_tokens_details: { text_tokens: 99, image_tokens: 0 } };
  const generation = await generated('killed', json(200, { data: [{ b64_json: picture }], usage: contradictory }));
  await database.query(`ALTER TABLE generation DISABLE TRIGGER final_status_stands`);
  await database.query(`UPDATE generation SET status = 'running', failure = NULL, opened_by = 1 WHERE id = $1`, [generation.id]);
  await database.query(`UPDATE charge SET state = 'held' WHERE generation_id = $1`, [generation.id]);
  await database.query(`SELECT pg_advisory_lock(1)`);
  const document = `query ($id: ID!) { generation(id: $id) { ${generationFields} } }`;
  await world.restart();
  expect(await world.ask(document, { id: generation.id })).toMatchObject({ generation: { status: 'RUNNING', charge: { state: 'HELD' } } });
  await database.query(`SELECT pg_advisory_unlock(1)`);
  await world.restart();
  expect(await world.ask(document, { id: generation.id })).toMatchObject({
    generation: {
      status: 'UNKNOWN',
      failure: { code: 'PROVIDER_OUTCOME_UNKNOWN' },
      charge: { state: 'IN_DOUBT' },
      cost: { state: 'IN_DOUBT' },
    },
  });
});

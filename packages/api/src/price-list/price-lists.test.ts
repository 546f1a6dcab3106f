import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function keyOf(...roles: string[]): Promise<Asker> {
  const document =
    'mutation ($roles: [Role!]!) { createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }';
  return withKey(world, (await asked<{ createApiKey: { secret: string } }>(anonymous(world), document, { roles })).createApiKey.secret);
}

interface Imported {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly changeSetId: string };
}

async function bring(list: string | Uint8Array<ArrayBuffer>, query: string, headers: Record<string, string> = {}): Promise<Imported> {
  const response = await fetch(`${world.address}/price-lists?${query}`, { method: 'POST', body: list, headers });
  const text = await response.text();
  return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Imported['body'] };
}

async function fetched(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${world.address}/price-lists?${query}`, { headers });
}

const litellm = `{
  "gpt-image-2": { "litellm_provider": "openai", "mode": "image_generation",
    "input_cost_per_token": 5e-06, "cache_read_input_token_cost": 1.25e-06, "input_cost_per_image_token": 8e-06,
    "cache_read_input_image_token_cost": 2e-06, "output_cost_per_image_token": 3e-05 },
  "gpt-image-2.6-flare": { "litellm_provider": "openai", "mode": "image_generation",
    "input_cost_per_token": 6e-06, "output_cost_per_image_token": 3.1e-05 },
  "gpt-5": { "litellm_provider": "openai", "mode": "chat" },
  "dall-e-9": { "litellm_provider": "openai", "mode": "image_generation", "output_cost_per_second": 0.1 }
}`;

describe('A price list that is brought', () => {
  it('is drafted and not in force: what is new in a change set, what the book has left out, what is not understood named', async () => {
    const { status, body } = await bring(litellm, 'format=litellm&from=2026-12-15&title=December');
    expect([status, body]).toEqual([
      201,
      {
        changeSetId: expect.any(String) as string,
        drafted: 1,
        notUnderstood: [
          {
            line: 8,
            column: 101,
            at: 'dall-e-9.output_cost_per_second',
            message: 'output_cost_per_second is a price that no meter here stands for: write its part of the tariff by hand.',
            accepted: [],
          },
        ],
        leftOut: [
          { why: 'no image model', count: 1 },
          { why: 'the price the book already has', count: 1 },
        ],
      },
    ]);
    const query = `{ priceChangeSet(id: "${body.changeSetId}") { title state drafts { action entry } }
      priceEntryInForce(provider: "openai", model: "gpt-image-2.6-flare", at: "2026-12-31T00:00:00Z") { components { price } } }`;
    const { priceChangeSet, priceEntryInForce } = await asked<Record<string, { components?: { price: string }[] }>>(
      anonymous(world),
      query,
    );
    expect(priceChangeSet).toEqual({
      title: 'December',
      state: 'DRAFT',
      drafts: [
        {
          action: 'ADD',
          entry: {
            provider: 'openai',
            model: 'gpt-image-2.6-flare',
            mode: 'realtime',
            currency: 'USD',
            from: '2026-12-15',
            components: [
              { meter: 'text_input', price: '6', per: 1_000_000 },
              { meter: 'image_output', price: '31', per: 1_000_000 },
            ],
            source: "LiteLLM's model_prices_and_context_window.json",
          },
        },
      ],
    });
    expect(priceEntryInForce?.components?.[0]).toEqual({ price: '5' });
  });

  it('that the book handed out, as CSV or JSON, changes nothing when it comes back', async () => {
    for (const format of ['csv', 'json']) {
      const response = await fetched(`format=${format}`);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="halfpenny-cost.${format}"`);
      expect((await bring(await response.text(), `format=${format}`)).body).toEqual({
        changeSetId: null,
        drafted: 0,
        notUnderstood: [],
        leftOut: [{ why: 'the price the book already has', count: 15 }],
      });
    }
    expect((await (await fetched('format=csv&at=2026-12-02')).text()).split('\r\n')[1]).toMatch(
      /,openai,gpt-image-2,batch,USD,2026-04-21T00:00:00Z,,text_input,2.5,/,
    );
    expect(await (await fetched('format=json&knownAt=2026-11-01')).json()).toMatchObject({ entries: [] });
  });

  it('is refused where nothing of it is understood, with each line and why', async () => {
    const { status, body } = await bring('provider,model,mode,meter,price,per\nopenai,m,realtime,image,"0,10",1\n', 'format=csv');
    expect([status, body]).toMatchObject([
      422,
      {
        code: 'INVALID_PRICE_LIST',
        message: expect.stringContaining('First, in line 2, price: "0,10" is no plain decimal') as string,
        details: { notUnderstood: [{ line: 2, column: 5, at: 'price' }] },
      },
    ]);
  });

  it.each([
    ['format=xml', '{}', 400, 'INVALID_PRICE_LIST'],
    ['format=litellm', '{"a": 1,}', 400, 'INVALID_PRICE_LIST'],
    ['format=csv&from=tomorrow', 'provider\n', 400, 'INVALID_INSTANT'],
    ['format=csv&book=nowhere', 'provider,model,mode,meter,price,per\np,m,batch,image,1,1\n', 400, 'INVALID_CHANGE_SET'],
    ['format=json', new Uint8Array(16_000_001).fill(32), 413, 'PRICE_LIST_TOO_LARGE'],
  ])('%s is refused', async (query, list, status, code) => {
    expect(await bring(list, query)).toMatchObject({ status, body: { code } });
  });

  it('is brought by operator and admin, and handed out to whoever sees costs', async () => {
    const csv = 'provider,model,mode,meter,price,per\np,m,batch,image,1,1\n';
    for (const [role, post, get] of [
      ['APP', 403, 403],
      ['APPROVER', 403, 403],
      ['OPERATOR', 201, 200],
      ['FINANCE', 403, 200],
    ] as const) {
      const { headers } = await keyOf(role);
      expect([role, (await bring(csv, 'format=csv', headers)).status, (await fetched('format=csv', headers)).status]).toEqual([
        role,
        post,
        get,
      ]);
    }
  });
});

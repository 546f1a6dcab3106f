/** Usage rated once more, over HTTP: what it would have cost elsewhere, and what follows from a price that was corrected. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let admin: Asker;
let first: Generated;

const span = 'from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z", book: SIMULATED';

beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  // 12 text tokens and 196 of the image: 12 × 5 + 196 × 30 a million are 0.00594; 129 of the image are 0.00393.
  first = await generate('one', {}, 'openai');
  await generate('two', {}, 'openai');
  await generate('other size', { size: '976x704' }, 'openai');
  await generate('flat', {}, 'smartaipi');
  await generate('doubt', { prompt: 'A shell [sandbox: server-error-billed]' }, 'openai');
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function generate(requestKey: string, more: object, provider: string): Promise<Generated> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', ...more };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: [provider] } })).generate;
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly proposed: number;
  readonly written: number;
}
const states = ['RATED', 'WRITTEN', 'FAILED', 'DISCARDED'];

/** Starts a run, and asks for it until it has come to its end. */
async function impact(given: string, fields = ''): Promise<Run & Record<string, unknown>> {
  const document = `mutation { startImpact(input: { ${given}, ${span} }) { ... on ImpactRun { id } ... on Refusal { code path } } }`;
  const { startImpact } = await asked<{ startImpact: Run }>(admin, document);
  return startImpact.code === undefined ? await untilOver('impactRun', startImpact.id, fields) : (startImpact as never);
}

async function untilOver(query: string, id: string, fields: string): Promise<Run & Record<string, unknown>> {
  for (;;) {
    const run = (await asked<Record<string, Run>>(admin, `{ ${query}(id: "${id}") { id state rated total failure ${fields} } }`))[query];
    if (run !== undefined && states.includes(run.state)) return run as never;
  }
}

const money = (amount: string) => ({ amount });
const figures = 'generations changed was { amount } would { amount } difference { amount } unpriced unpricedWas { amount } doubts';

describe('What usage would have cost at another provider', () => {
  it('is the sum of what each generation comes to there; what has no price there is counted apart, and so is a doubt', async () => {
    const run = await impact(
      'provider: "smartaipi"',
      `provider sums { ${figures} } byProvider: sums(by: [PROVIDER]) { keys { value } changed would { amount } }`,
    );
    expect(run).toMatchObject({ state: 'RATED', rated: 5, total: 5, provider: 'smartaipi' });
    const apart = { unpriced: 1, unpricedWas: money('0.00393'), doubts: 1 };
    const sums = { was: money('0.01488'), would: money('0.009'), difference: money('-0.00588') };
    expect(run['sums']).toEqual([{ generations: 3, changed: 2, ...sums, ...apart }]);
    expect(run['byProvider']).toEqual([
      { keys: [{ value: 'openai' }], changed: 2, would: money('0.006') },
      { keys: [{ value: 'smartaipi' }], changed: 0, would: money('0.003') },
    ]);
  });

  it('is unknown where the provider never said how many tokens were used', async () => {
    const run = await impact('provider: "openai"', `sums(by: [PROVIDER, WORKSPACE]) { keys { value label } generations changed unpriced }`);
    expect(run['sums']).toEqual([
      {
        keys: [
          { value: 'openai', label: 'openai' },
          { value: expect.any(String), label: 'default' },
        ],
        generations: 3,
        changed: 0,
        unpriced: 0,
      },
      {
        keys: [
          { value: 'smartaipi', label: 'smartaipi' },
          { value: expect.any(String), label: 'default' },
        ],
        generations: 0,
        changed: 0,
        unpriced: 1,
      },
    ]);
  });

  it.each([
    ['nothing to rate by', '', 'INVALID_RUN', 'input'],
    ['an unknown provider', 'provider: "nobody"', 'UNKNOWN_PROVIDER', 'input.provider'],
    ['an unknown change set', 'changeSetId: "any"', 'CHANGE_SET_NOT_FOUND', 'input.changeSetId'],
  ])('is refused for %s', async (_what, given, code, path) => {
    const refused = await impact(given);
    expect([refused.code, refused.path?.join('.')]).toEqual([code, path]);
  });
});

const tariff = (image: string) => [
  { meter: 'text_input', price: '5.00', per: 1_000_000 },
  { meter: 'image_output', price: image, per: 1_000_000 },
];
const openai = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD' };

/** The id of a change set with these drafts. */
async function draft(...drafts: readonly object[]): Promise<string> {
  const document = 'mutation ($input: CreatePriceChangeSetInput!) { createPriceChangeSet(input: $input) { ... on PriceChangeSet { id } } }';
  const made = await asked<{ createPriceChangeSet: { id: string } }>(admin, document, { input: { title: 'Prices to come', drafts } });
  return made.createPriceChangeSet.id;
}

async function entryId(provider: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    "SELECT id FROM price_entry WHERE provider = $1 AND model = 'gpt-image-2' AND mode = 'realtime' AND upper_inf(known)",
    [provider],
  );
  return rows[0]?.id ?? '';
}

describe('What usage would have cost under a draft', () => {
  it('takes a price to come as if it held already, and leaves every other price as it is', async () => {
    const entry = { ...openai, from: '2027-01-01', components: tariff('36.00') };
    const run = await impact(
      `changeSetId: "${await draft({ action: 'ADD', entry })}"`,
      `changeSetVersion byModel: sums(by: [PROVIDER]) { keys { value } changed was { amount } would { amount } }`,
    );
    // 12 × 5 + 196 × 36 a million are 0.007116, twice; 12 × 5 + 129 × 36 are 0.004704.
    const changed = { keys: [{ value: 'openai' }], changed: 3, was: money('0.01581'), would: money('0.018936') };
    expect(run).toMatchObject({
      state: 'RATED',
      changeSetVersion: 1,
      byModel: [changed, { changed: 0, was: money('0.003'), would: money('0.003') }],
    });
  });

  it('has no price for what is closed', async () => {
    const closed = await draft({ action: 'CLOSE', targetId: await entryId('smartaipi'), endsAt: '2026-12-01' });
    expect((await impact(`changeSetId: "${closed}"`, `sums { ${figures} }`))['sums']).toMatchObject([
      { generations: 3, changed: 0, was: money('0.01581'), would: money('0.01581'), unpriced: 1, unpricedWas: money('0.003') },
    ]);
  });

  it('prices a correction from the day it is about, and follows to another provider', async () => {
    const entry = { ...openai, provider: 'smartaipi', from: '2026-04-21', components: [{ meter: 'image', price: '0.004', per: 1 }] };
    const corrected = await draft({ action: 'CORRECT', targetId: await entryId('smartaipi'), entry });
    const run = await impact(`changeSetId: "${corrected}", provider: "smartaipi"`, `sums { ${figures} }`);
    expect(run['sums']).toMatchObject([{ generations: 4, changed: 4, was: money('0.01881'), would: money('0.016'), unpriced: 0 }]);
  });

  it('fails in a sentence where a draft cannot be read, and where the change set was changed meanwhile', async () => {
    const junk = await impact(`changeSetId: "${await draft({ action: 'ADD', entry: { ...openai, from: 'soon', components: [] } })}"`);
    expect([junk.state, junk['failure']]).toEqual(['FAILED', expect.stringMatching(/^A draft cannot be rated by yet: /)]);
    const discarded = await draft();
    await asked(admin, `mutation { discardPriceChangeSet(id: "${discarded}", rowVersion: 1) { __typename } }`);
    expect((await impact(`changeSetId: "${discarded}"`)).code).toBe('CHANGE_SET_CLOSED');
  });
});

/** What a million image tokens cost from the day the model came, as it is known from now on. */
async function correctPrice(dollars: string, knownFrom: string): Promise<void> {
  await database.query(
    `WITH closed AS (
       UPDATE price_entry SET known = tstzrange(lower(known), $2) WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'
         AND upper_inf(known) RETURNING *
     )
     INSERT INTO price_entry SELECT made.* FROM closed, jsonb_populate_record(NULL::price_entry, to_jsonb(closed) || jsonb_build_object(
       'id', gen_random_uuid(), 'corrects', closed.id, 'known', tstzrange($2, NULL), 'tariff', jsonb_build_object('components', jsonb_build_array(
         jsonb_build_object('meter', 'text_input', 'price', '5.00', 'per', 1000000),
         jsonb_build_object('meter', 'image_output', 'price', $1::text, 'per', 1000000))))) AS made`,
    [dollars, knownFrom],
  );
}

async function rerate(): Promise<Run & Record<string, unknown>> {
  const { startRerating } = await asked<{ startRerating: Run }>(
    admin,
    `mutation { startRerating(input: { ${span} }) { ... on ReratingRun { id } } }`,
  );
  return await untilOver('reratingRun', startRerating.id, `proposed written sums { ${figures} }`);
}

/** The outcome of a decision: the code of its refusal, or the run once all of it is written. */
async function approve(id: string, by = admin): Promise<(Run & Record<string, unknown>) | string> {
  const document = `mutation { approveRerating(id: "${id}") { ... on ReratingRun { id } ... on Refusal { code } } }`;
  const { approveRerating } = await asked<{ approveRerating: { code?: string } }>(by, document);
  if (approveRerating.code !== undefined) return approveRerating.code;
  for (;;) {
    const run = await untilOver(
      'reratingRun',
      id,
      'proposed written approvedBy items { edges { node { state was { amount } becomes { amount } } } }',
    );
    if (run.state === 'WRITTEN') return run;
  }
}

async function costInLedger(): Promise<string> {
  const { rows } = await database.query<{ cost: string }>(
    "SELECT trim_scale(sum(amount))::text AS cost FROM ledger_entry WHERE account = 'generation_cost'",
  );
  return rows[0]?.cost ?? '';
}

describe('A re-rating after a correction', () => {
  it('finds nothing as long as no price was corrected', async () => {
    expect(await rerate()).toMatchObject({ state: 'RATED', rated: 5, proposed: 0 });
    expect(await costInLedger()).toBe('0.01881');
  });

  it('proposes what each cost becomes, writes nothing before it is approved, and then corrects the chain of each', async () => {
    await correctPrice('60.00', '2026-11-20T12:00:01Z');
    const run = await rerate();
    // 12 × 5 + 196 × 60 a million are 0.01182, 12 × 5 + 129 × 60 are 0.0078; the flat price is what it was.
    const sums = { was: money('0.01881'), would: money('0.03444'), difference: money('0.01563') };
    expect(run).toMatchObject({ proposed: 3, written: 0, sums: [{ generations: 4, changed: 3, ...sums, unpriced: 0, doubts: 1 }] });
    expect(await costInLedger()).toBe('0.01881');
    const written = await approve(run.id);
    const item = (was: string, becomes: string) => ({ state: 'WRITTEN', was: money(was), becomes: money(becomes) });
    const items = [item('0.00594', '0.01182'), item('0.00594', '0.01182'), item('0.00393', '0.0078')];
    expect(written).toMatchObject({ state: 'WRITTEN', proposed: 3, written: 3, approvedBy: 'this machine' });
    const { edges } = (typeof written === 'string' ? {} : written['items']) as { edges: readonly { node: object }[] };
    expect(edges.map(({ node }) => node)).toEqual(expect.arrayContaining(items));
    expect(await costInLedger()).toBe('0.03444');
  });

  it('leaves what was promised to the caller, and says in the chain what it rests on', async () => {
    const fields =
      'charge { total { amount } corrections { number } } cost { total { amount } corrections { reason difference { amount } } }';
    const { generation } = await asked<{ generation: unknown }>(admin, `{ generation(id: "${first.id}") { ${fields} } }`);
    const corrections = [{ reason: 'PRICE_AMENDED', difference: money('0.00588') }];
    expect(generation).toEqual({ charge: { total: money('0.00594'), corrections: [] }, cost: { total: money('0.01182'), corrections } });
  });

  it('run again proposes nothing, and of two runs that propose the same the second is overtaken', async () => {
    expect(await rerate()).toMatchObject({ proposed: 0 });
    await correctPrice('30.00', '2026-11-20T12:00:02Z');
    const [one, other] = [await rerate(), await rerate()];
    expect([one.proposed, other.proposed]).toEqual([3, 3]);
    expect(await approve(one.id)).toMatchObject({ written: 3 });
    expect(await costInLedger()).toBe('0.01881');
    const late = await approve(other.id);
    expect(typeof late !== 'string' && JSON.stringify(late['items']).match(/OVERTAKEN/g)).toHaveLength(3);
    expect(await costInLedger()).toBe('0.01881');
  });

  it('is approved by another person where the workspace asks for two, and never once it is discarded', async () => {
    await correctPrice('31.00', '2026-11-20T12:00:03Z');
    const run = await rerate();
    await database.query('UPDATE workspace SET two_people_publish = true');
    expect(await approve(run.id)).toBe('OWN_RUN');
    const key = 'mutation { createApiKey(input: { name: "Finance", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }';
    const { createApiKey } = await asked<{ createApiKey: { secret: string } }>(admin, key);
    const discarded = await rerate();
    await asked(admin, `mutation { discardRerating(id: "${discarded.id}") { __typename } }`);
    expect(await approve(discarded.id)).toBe('RUN_CLOSED');
    expect(await approve(run.id, withKey(world, createApiKey.secret))).toMatchObject({ written: 3, approvedBy: 'Finance' });
    // 196 × 31 and 129 × 31 a million, with 12 × 5 each: 0.006136 twice, 0.004059, and 0.003.
    expect(await costInLedger()).toBe('0.019331');
  });
});

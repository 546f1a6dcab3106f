/** What stored usage would have cost, over HTTP: at another provider, and under the drafts of a change set. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, type Asker } from '../../../../test/world/askers.ts';
import { makeUsage, ratedSpan, sumFigures, untilOver, type ShownRun } from '../../../../test/world/rating-runs.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let admin: Asker;

beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  await makeUsage(world);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

/** Starts a run, and asks for it until it has come to its end. */
async function impact(given: string, fields = ''): Promise<ShownRun & Record<string, unknown>> {
  const document = `mutation { startImpact(input: { ${given}, ${ratedSpan} }) { ... on ImpactRun { id } ... on Refusal { code path } } }`;
  const { startImpact } = await asked<{ startImpact: ShownRun }>(admin, document);
  if (startImpact.code !== undefined) return startImpact as ShownRun & Record<string, unknown>;
  return await untilOver(admin, { query: 'impactRun', id: startImpact.id, fields });
}

const money = (amount: string) => ({ amount });

describe('What usage would have cost at another provider', () => {
  it('is the sum of what each generation comes to there; what has no price there is counted apart, and so is a doubt', async () => {
    const run = await impact(
      'provider: "smartaipi"',
      `provider sums { ${sumFigures} } byProvider: sums(by: [PROVIDER]) { keys { value } changed would { amount } }`,
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
    expect((await impact(`changeSetId: "${closed}"`, `sums { ${sumFigures} }`))['sums']).toMatchObject([
      { generations: 3, changed: 0, was: money('0.01581'), would: money('0.01581'), unpriced: 1, unpricedWas: money('0.003') },
    ]);
  });

  it('prices a correction from the day it is about, and follows to another provider', async () => {
    const entry = { ...openai, provider: 'smartaipi', from: '2026-04-21', components: [{ meter: 'image', price: '0.004', per: 1 }] };
    const corrected = await draft({ action: 'CORRECT', targetId: await entryId('smartaipi'), entry });
    const run = await impact(`changeSetId: "${corrected}", provider: "smartaipi"`, `sums { ${sumFigures} }`);
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

describe('A run whose process was killed', () => {
  it('goes on after the last generation that was rated, with the next start', async () => {
    const { id } = await impact('provider: "smartaipi"');
    const left = '01890000-0000-7000-8000-00000000feed';
    await database.query(
      `INSERT INTO rating_run SELECT made.* FROM rating_run AS r, jsonb_populate_record(NULL::rating_run, to_jsonb(r) || jsonb_build_object(
         'id', $2::text, 'state', 'rating', 'rated', 2, 'place', 0, 'rated_at', NULL, 'place_at', '2026-11-20T12:00:00Z',
         'place_id', (SELECT id FROM generation ORDER BY created_at, id OFFSET 1 LIMIT 1))) AS made WHERE r.id = $1`,
      [id, left],
    );
    await world.restart();
    const run = await untilOver(anonymous(world), { query: 'impactRun', id: left, fields: 'sums { generations unpriced doubts }' });
    expect(run).toMatchObject({ state: 'RATED', rated: 5, total: 5 });
    const [sum] = run['sums'] as readonly Record<string, number>[];
    expect((sum?.['generations'] ?? 0) + (sum?.['unpriced'] ?? 0) + (sum?.['doubts'] ?? 0)).toBe(3);
  });
});

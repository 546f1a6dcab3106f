import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const outcome = 'number outcome reason by at';
const recordDocument = `mutation ($id: ID!, $index: Int!, $outcome: ImageVerdict!, $reason: String) {
  recordOutcome(generationId: $id, index: $index, outcome: $outcome, reason: $reason) { __typename
    ... on RecordedOutcome { generationId index outcome { ${outcome} } outcomes { ${outcome} } }
    ... on Refusal { code message path accepted } } }`;

let world: World;
let database: Client;
let id: string;
beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  id = await generate('three images', { n: 3 });
});
afterAll(async () => {
  await database.end();
  await world.close();
});

/** 12 text tokens at 5 and 129 image tokens at 30 per million: 0.00393 an image at openai. */
async function generate(requestKey: string, more: object = {}): Promise<string> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low', ...more };
  const input = { requestKey, request, providers: ['openai'] };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate.id;
}

const record = async (index: number, verdict: string, more: object = {}) =>
  (await world.ask<{ recordOutcome: Record<string, unknown> }>(recordDocument, { id, index, outcome: verdict, ...more })).recordOutcome;
const images = async () =>
  (
    await world.ask<{ generation: { images: object[] } }>(
      `query ($id: ID!) { generation(id: $id) { images { index outcome { outcome } outcomes { outcome reason } } } }`,
      { id },
    )
  ).generation.images;

describe('The outcome of an image', () => {
  it('is what was said last, and everything that was said is kept', async () => {
    await record(0, 'REJECTED', { reason: 'too dark' });
    expect(await record(0, 'ACCEPTED')).toMatchObject({
      __typename: 'RecordedOutcome',
      outcome: { number: 2, outcome: 'ACCEPTED', reason: null, by: 'this machine', at: '2026-11-20T12:00:00Z' },
      outcomes: [{ number: 1, outcome: 'REJECTED', reason: 'too dark' }, { number: 2 }],
    });
    expect(await images()).toEqual([
      {
        index: 0,
        outcome: { outcome: 'ACCEPTED' },
        outcomes: [
          { outcome: 'REJECTED', reason: 'too dark' },
          { outcome: 'ACCEPTED', reason: null },
        ],
      },
      { index: 1, outcome: null, outcomes: [] },
      { index: 2, outcome: null, outcomes: [] },
    ]);
  });

  it('is recorded once however often it is said, also at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => record(1, 'EDITED', { reason: 'cropped' })));
    expect(await record(1, 'EDITED')).toMatchObject({ outcomes: [{ number: 1, outcome: 'EDITED', reason: 'cropped' }] });
    expect(await record(1, 'EDITED', { reason: 'and brightened' })).toMatchObject({ outcomes: [{ number: 1 }, { number: 2 }] });
  });

  it.each([
    ['an image the generation has not', 3, {}, 'INVALID_OUTCOME', ['index'], ['0', '1', '2']],
    ['an image before the first', -1, {}, 'INVALID_OUTCOME', ['index'], ['0', '1', '2']],
    ['a reason of more than 1,000 characters', 0, { reason: 'x'.repeat(1001) }, 'INVALID_OUTCOME', ['reason'], []],
    ['a generation that is not there', 0, { id: '01890000-0000-7000-8000-0000000000ff' }, 'GENERATION_NOT_FOUND', ['generationId'], []],
    ['a generation of no id', 0, { id: 'x' }, 'GENERATION_NOT_FOUND', ['generationId'], []],
  ])('is refused for %s', async (_what, index, more, code, path, accepted) => {
    expect(await record(index, 'ACCEPTED', more)).toMatchObject({ __typename: 'Refusal', code, path, accepted });
  });

  it('cannot be rewritten, whoever tries', async () => {
    for (const statement of [`UPDATE image_outcome SET outcome = 'deleted'`, 'DELETE FROM image_outcome', 'TRUNCATE image_outcome']) {
      await expect(database.query(statement)).rejects.toThrow('image_outcome is added to, never rewritten');
    }
  });
});

const spendBy = async (dimensions: string[]) => {
  const { spend } = await world.ask<{ spend: { edges: { node: object }[] } }>(
    `query ($by: [FinanceDimension!]!) { spend(by: $by, from: "2026-11-01", until: "2026-12-01", book: SIMULATED) {
       edges { node { keys { dimension value label } amount { amount currency } generations images } } } }`,
    { by: dimensions },
  );
  return spend.edges.map(({ node }) => node);
};

const key = (value: string | null) => [{ dimension: 'OUTCOME', value, label: value }];

describe('Spending by outcome', () => {
  it('shares a generation among its images, and sums to the ledger to the last digit', async () => {
    const expected = [
      { keys: key('accepted'), amount: { amount: '0.00393', currency: 'USD' }, generations: 1, images: 1 },
      { keys: key('edited'), amount: { amount: '0.00393', currency: 'USD' }, generations: 0, images: 1 },
      { keys: key(null), amount: { amount: '0.00393', currency: 'USD' }, generations: 0, images: 1 },
    ];
    expect(await spendBy(['OUTCOME'])).toHaveLength(3);
    expect(await spendBy(['OUTCOME'])).toEqual(expect.arrayContaining(expected));
    expect(await spendBy([])).toEqual([{ keys: [], amount: { amount: '0.01179', currency: 'USD' }, generations: 1, images: 3 }]);
  });

  it('gives what does not divide to the first image', async () => {
    await database.query("SET session_replication_role = 'replica'");
    await database.query(`UPDATE ledger_entry SET unit_price = 0.000180000001, per = 1, quantity = sign(amount), amount = sign(amount) * 0.000180000001
      WHERE meter = 'text_input'`);
    await database.query("SET session_replication_role = 'origin'");
    await database.query('SELECT unfold_rollups()');
    expect(await spendBy(['OUTCOME', 'MODEL'])).toMatchObject([
      { keys: [{ value: 'accepted' }, { value: 'gpt-image-2' }], amount: { amount: '0.003930000001' } },
      { amount: { amount: '0.00393' } },
      { amount: { amount: '0.00393' } },
    ]);
  });
});

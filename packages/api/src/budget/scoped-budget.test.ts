import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { defaultWorkspace, writeSampleGeneration } from '../../../../test/world/sample-generation.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

/** 12 text tokens at 5 and 129 image tokens at 30 per million: 0.00393 at openai. */
const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

let world: World;
let database: Client;
let admin: Asker;
let key: { readonly id: string; readonly asker: Asker };
beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  key = await newKey('cards');
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function newKey(name: string): Promise<{ id: string; asker: Asker }> {
  const document = `mutation { createApiKey(input: { name: "${name}", roles: [APP] }) { ... on CreatedApiKey { secret key { id } } } }`;
  const { createApiKey } = await asked<{ createApiKey: { secret: string; key: { id: string } } }>(admin, document);
  return { id: createApiKey.key.id, asker: withKey(world, createApiKey.secret) };
}

const setDocument = `mutation ($input: SetBudgetInput!) { setBudget(input: $input) { __typename
  ... on Budget { id scope scopeId scopeName limit { amount } } ... on Refusal { code message path } } }`;
const set = async (amount: string, more: object = {}) =>
  (await asked<{ setBudget: object }>(admin, setDocument, { input: { book: 'SIMULATED', limit: { amount, currency: 'USD' }, ...more } }))
    .setBudget;
const ofKey = (id = key.id) => ({ scope: 'API_KEY', scopeId: id });
const budgets = async () =>
  (await asked<{ budgets: object[] }>(admin, '{ budgets { scope scopeId held { amount } spent { amount } left { amount } } }')).budgets;
const generate = async (requestKey: string, by: Asker = key.asker) =>
  (await asked<{ generate: Generated }>(by, generateDocument, { input: { requestKey, request: shell, providers: ['openai'] } })).generate;

describe('The budget of a key', () => {
  it('stands beside that of the workspace; what its key spends counts in both, what others spend in one', async () => {
    expect(await set('1')).toMatchObject({ scope: 'WORKSPACE', scopeId: null });
    expect(await set('0.01', ofKey())).toMatchObject({ scope: 'API_KEY', scopeId: key.id, scopeName: 'cards', limit: { amount: '0.01' } });
    expect(await generate('by the key')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await generate('by this machine', admin)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await budgets()).toEqual([
      { scope: 'WORKSPACE', scopeId: null, held: { amount: '0' }, spent: { amount: '0.00786' }, left: { amount: '0.99214' } },
      { scope: 'API_KEY', scopeId: key.id, held: { amount: '0' }, spent: { amount: '0.00393' }, left: { amount: '0.00607' } },
    ]);
  });

  it('refuses what does not fit it though the workspace has enough, and nothing of it is held anywhere', async () => {
    await generate('by the key, again');
    const before = await budgets();
    expect(await generate('by the key, too much')).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      message: 'The budget of this key has 0.00214 USD left, and this may cost 0.00393: ask for less, or raise the budget.',
      details: { scope: 'api_key', left: '0.00214', needed: '0.00393', currency: 'USD' },
    });
    expect(await budgets()).toEqual(before);
    expect(await generate('by another key', (await newKey('others')).asker)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is refused what the workspace has not left, though the key has', async () => {
    await set('5', ofKey());
    await set('0.016');
    expect(await generate('beyond the workspace')).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { scope: 'workspace', left: '0.00028' },
    });
    await set('1');
  });

  it('never lets holds taken at once exceed either limit', async () => {
    const spender = await newKey('at once');
    await set('0.02', ofKey(spender.id));
    const answers = await Promise.all(Array.from({ length: 24 }, (_, index) => generate(`at once ${index}`, spender.asker)));
    expect(answers.filter(({ __typename }) => __typename === 'Generation')).toHaveLength(5);
    const { rows } = await database.query(`
      SELECT b.scope, trim_scale(sum(s.held))::text AS held, trim_scale(b.limit_amount - sum(s.share))::text AS unshared
      FROM budget AS b JOIN budget_slot AS s ON s.budget_id = b.id GROUP BY b.workspace_id, b.id`);
    expect(new Set(rows.map(({ held, unshared }) => `${held} ${unshared}`))).toEqual(new Set(['0 0']));
  });

  it('is written on the generation: which key asked', async () => {
    const { rows } = await database.query("SELECT api_key_id, person_id FROM generation WHERE request_key = 'by the key'");
    expect(rows).toEqual([{ api_key_id: key.id, person_id: null }]);
  });

  it.each([
    ['of a key without an id', { scope: 'API_KEY' }, ['input', 'scopeId']],
    ['of a key that is not there', { scope: 'API_KEY', scopeId: '01890000-0000-7000-8000-000000000009' }, ['input', 'scopeId']],
    ['of a template that is no id', { scope: 'TEMPLATE', scopeId: 'wizard' }, ['input', 'scopeId']],
    ['of a workspace with an id', { scopeId: '01890000-0000-7000-8000-000000000001' }, ['input', 'scopeId']],
  ])('is not set %s', async (_what, more, path) => {
    expect(await set('1', more)).toMatchObject({ __typename: 'Refusal', code: 'INVALID_BUDGET', path });
  });
});

describe('The budget of a template', () => {
  it('counts what is made from any of its versions', async () => {
    const [template, version] = ['01890000-0000-7000-8000-0000000000aa', '01890000-0000-7000-8000-0000000000ab'];
    await database.query(`INSERT INTO template (workspace_id, id, name, created_by, created_at) VALUES ($1, $2, 'wizard', 'Ada', now())`, [
      defaultWorkspace,
      template,
    ]);
    await database.query(
      `INSERT INTO template_version (workspace_id, id, template_id, number, prompt, variables, defaults, created_by, created_at)
       VALUES ($1, $2, $3, 1, 'A wizard', '[]', '{}', 'Ada', now())`,
      [defaultWorkspace, version, template],
    );
    await set('0.5', { scope: 'TEMPLATE', scopeId: template, from: '2026-11-01T00:00:00Z', until: '2099-01-01T00:00:00Z' });
    await database.query('BEGIN');
    const { generationId } = await writeSampleGeneration((text) => database.query(text));
    await database.query('COMMIT');
    await database.query(`UPDATE generation SET template_version_id = $1, template_variables = '{}' WHERE id = $2`, [
      version,
      generationId,
    ]);
    const take = (amount: string) =>
      database.query(`SELECT take_hold($1, gen_random_uuid(), $2, 'simulated', 'USD', $3, '2026-11-20T12:00:00Z', 0)`, [
        defaultWorkspace,
        generationId,
        amount,
      ]);
    await expect(take('0.6')).rejects.toMatchObject({ code: 'HP001', detail: '0.5', hint: 'template' });
    await take('0.4');
    await database.query(`SELECT settle_hold($1, $2, 'settled', 0.45, now())`, [defaultWorkspace, generationId]);
    await database.query(`SELECT correct_spent($1, $2, 1, 0.15, now())`, [defaultWorkspace, generationId]);
    const all = (await asked<{ budgets: object[] }>(admin, '{ budgets(scope: TEMPLATE) { scope spent { amount } overrun { amount } } }'))
      .budgets;
    expect(all).toEqual([{ scope: 'TEMPLATE', spent: { amount: '0.6' }, overrun: { amount: '0.1' } }]);
  });
});

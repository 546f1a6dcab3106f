import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

/** 12 text tokens at 5 and 129 image tokens at 30 per million: 0.00393 at openai. */
const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };
const fields = 'id book from until limit { amount currency } held { amount } spent { amount } left { amount } overrun { amount }';
const setDocument = `mutation ($input: SetBudgetInput!) { setBudget(input: $input) { __typename
  ... on Budget { ${fields} } ... on Refusal { code message path accepted details } } }`;

let world: World;
let database: Client;
beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

interface Shown {
  readonly held: { readonly amount: string };
  readonly spent: { readonly amount: string };
}

const set = async (amount: string, more: object = {}) =>
  (await world.ask<{ setBudget: object }>(setDocument, { input: { book: 'SIMULATED', limit: { amount, currency: 'USD' }, ...more } }))
    .setBudget;
const budget = async () =>
  (await world.ask<{ budgets: Shown[] }>(`{ budgets(book: SIMULATED, at: "2026-11-20T12:00:00Z") { ${fields} } }`)).budgets[0];
const generate = async (requestKey: string, more: object = {}) =>
  (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request: shell, providers: ['openai'], ...more } }))
    .generate;

describe('A budget', () => {
  it('is of this UTC month unless told otherwise, and counts what is charged from then on', async () => {
    await generate('before there is a budget');
    expect(await set('0.01')).toMatchObject({
      __typename: 'Budget',
      from: '2026-11-01T00:00:00Z',
      until: '2026-12-01T00:00:00Z',
      limit: { amount: '0.01', currency: 'USD' },
      left: { amount: '0.01' },
    });
    await generate('within the budget');
    expect(await budget()).toMatchObject({ held: { amount: '0' }, spent: { amount: '0.00393' }, left: { amount: '0.00607' } });
  });

  it('refuses a hold that does not fit, with what is left, and uses up neither key nor quote', async () => {
    await generate('still within the budget');
    const refusal = await generate('too much');
    expect(refusal).toMatchObject({
      __typename: 'Refusal',
      code: 'BUDGET_EXCEEDED',
      message: 'The budget has 0.00214 USD left, and this may cost 0.00393: ask for less, or raise the budget.',
      details: { left: '0.00214', needed: '0.00393', currency: 'USD' },
      path: ['input'],
    });
    expect((await database.query(`SELECT FROM generation WHERE request_key = 'too much'`)).rowCount).toBe(0);
    await set('0.012');
    expect(await generate('too much')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await budget()).toMatchObject({ spent: { amount: '0.01179' }, left: { amount: '0.00021' } });
  });

  it('may be lowered below what is spent, which shows as an overrun', async () => {
    expect(await set('0.01')).toMatchObject({ left: { amount: '0' }, overrun: { amount: '0.00179' } });
    expect(await generate('after lowering')).toMatchObject({ code: 'BUDGET_EXCEEDED', details: { left: '0' } });
  });

  it('does not limit the other book', async () => {
    await set('0', { book: 'REAL' });
    await set('1');
    expect(await generate('simulated, while no real money may be spent')).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    ['a limit below zero', '-1', {}, ['input', 'limit', 'amount']],
    ['a period that ends before it begins', '1', { from: '2026-12-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }, ['input', 'until']],
    [
      'a period that another budget shares in part',
      '1',
      { from: '2026-11-15T00:00:00Z', until: '2026-12-15T00:00:00Z' },
      ['input', 'from'],
    ],
  ])('is refused for %s', async (_what, amount, more, path) => {
    expect(await set(amount, more)).toMatchObject({ __typename: 'Refusal', code: 'INVALID_BUDGET', path });
  });
});

describe('Holds taken at once', () => {
  it('never exceed a limit together: 40 at once under 0.04 are ten', async () => {
    await set('0.04', { from: '2027-01-01T00:00:00Z', until: '2027-02-01T00:00:00Z' });
    world.setNow('2027-01-10T00:00:00Z');
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => generate(`at once ${index}`)));
    world.setNow('2026-11-20T12:00:00Z');
    const served = answers.filter(({ __typename }) => __typename === 'Generation').length;
    expect(served).toBe(10);
    const { rows } = await database.query(`
      SELECT b.limit_amount - sum(s.share) AS unshared, sum(s.held) - coalesce((
        SELECT sum(h.amount) FROM hold AS h LEFT JOIN hold_settlement AS e ON e.hold_id = h.id WHERE h.budget_id = b.id AND e.hold_id IS NULL), 0) AS astray
      FROM budget AS b JOIN budget_slot AS s ON s.budget_id = b.id GROUP BY b.id, b.workspace_id, b.limit_amount`);
    expect(new Set(rows.map(({ unshared, astray }) => `${Number(unshared)} ${Number(astray)}`))).toEqual(new Set(['0 0']));
  });
});

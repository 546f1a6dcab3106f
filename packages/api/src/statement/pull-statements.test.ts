/** What the sandbox states to an admin key, pulled, pulled anew, restated, and final in the end. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { asked, withKey } from '../../../../test/world/askers.ts';
import { makeUsage } from '../../../../test/world/rating-runs.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { bringStatement, untilAllRead, type Brought } from '../../../../test/world/statements.ts';
import { pino } from 'pino';
import { asSystem, closeDatabase, openDatabase } from '../platform/database.ts';
import { openDays } from '../reconciliation/open-days.ts';
import { enqueueDuePulls } from './keep-pulling.ts';

let world: World;
let account: string;

beforeAll(async () => {
  world = await startWorld();
  await makeUsage(world);
  const { providerAccounts } = await world.ask<{ providerAccounts: { id: string; provider: string; lagHours: number; lent: boolean }[] }>(
    '{ providerAccounts { id provider lagHours lent } }',
  );
  const openai = providerAccounts.find(({ provider }) => provider === 'openai');
  expect(openai).toMatchObject({ lagHours: 72, lent: false });
  account = openai?.id ?? '';
});
afterAll(() => world.close());

async function stated(path: string, query: string, key = 'sk-admin-test'): Promise<{ status: number; text: string }> {
  const response = await fetch(`${world.sandboxUrl}/openai/v1/organization/${path}?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, text: await response.text() };
}

/** Pulls at an instant, and answers with what came of it, by kind. */
async function pull(now: string): Promise<Readonly<Record<string, Brought>>> {
  world.setNow(now);
  const document = `mutation { pullStatements(providerAccountId: "${account}") { ... on StatementPull { provider } ... on Refusal { message } } }`;
  expect(await world.ask(document)).toEqual({ pullStatements: { provider: 'openai' } });
  return await untilAllRead(world, { receivedAt: now, count: 3 });
}

async function gaps(): Promise<unknown> {
  const document = '{ statementGaps(book: SIMULATED) { providerAccountId notStated late notFinal since } }';
  const { statementGaps } = await world.ask<{ statementGaps: { providerAccountId: string }[] }>(document);
  return statementGaps.find(({ providerAccountId }) => providerAccountId === account);
}

async function days(): Promise<readonly (readonly [string, number, boolean])[]> {
  const document = `{ statementDays(providerAccountId: "${account}", from: "2026-11-20", until: "2026-11-22") { day observations isFinal } }`;
  const found = await world.ask<{ statementDays: { day: string; observations: number; isFinal: boolean }[] }>(document);
  return found.statementDays.map(({ day, observations, isFinal }) => [day, observations, isFinal]);
}

async function openAt(knownAt: string): Promise<readonly string[]> {
  const database = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
  const span = { providerAccountId: account, from: '2026-11-20T00:00:00Z', until: '2026-11-22T00:00:00Z', knownAt, lagHours: undefined };
  onTestFinished(() => closeDatabase(database));
  return await asSystem(database, (tx) => openDays(tx, span));
}

const day = 86_400;
const from = Date.parse('2026-11-20T00:00:00Z') / 1000;

describe('The sandbox', () => {
  it('states costs to an admin key alone: exact digits by day, and the next page by a cursor', async () => {
    expect((await stated('costs', `start_time=${from}`, 'sandbox')).status).toBe(401);
    expect((await stated('costs', `start_time=${from}&group_by[]=colour`)).status).toBe(400);
    const first = await stated('costs', `start_time=${from - day}&end_time=${from + day}&limit=1&group_by=line_item&group_by=project_id`);
    expect(JSON.parse(first.text)).toMatchObject({
      has_more: true,
      next_page: `page_${from}`,
      data: [{ start_time: from - day, results: [] }],
    });
    const second = await stated(
      'costs',
      `start_time=${from - day}&end_time=${from + day}&page=page_${from}&group_by[]=line_item&group_by[]=project_id`,
    );
    // Three calls of 12 text tokens and 196, 196 and 129 of the image, and one in doubt, of 196 too, that was billed all the same.
    expect(second.text).toContain(
      '"amount": {"value": 0.02151, "currency": "usd"}, "line_item":"gpt-image-2, image output","project_id":"proj_sandbox"',
    );
    const ungrouped = await stated('costs', `start_time=${from}&end_time=${from + day}`);
    expect(ungrouped.text).toContain('"line_item":null,"project_id":null,"api_key_id":null');
  });

  it('states usage by the minute, as a witness', async () => {
    const noon = from + day / 2;
    const { text } = await stated('usage/images', `start_time=${noon}&end_time=${noon + 60}&bucket_width=1m&group_by[]=model`);
    expect(JSON.parse(text)).toMatchObject({
      data: [{ results: [{ images: 4, num_model_requests: 4, model: 'gpt-image-2', size: null }] }],
      has_more: false,
    });
  });
});

describe('A pull', () => {
  it('brings costs with their control, and both witnesses, of every whole day since the account was opened', async () => {
    const brought = await pull('2026-11-22T06:00:00Z');
    const current = { state: 'CURRENT', version: 1, from: '2026-11-20T00:00:00Z', until: '2026-11-22T00:00:00Z' };
    expect(brought).toMatchObject({
      OPENAI_COSTS: { ...current, receivedBy: 'the schedule', lines: 2 },
      OPENAI_USAGE_IMAGES: { ...current, lines: 2 },
      OPENAI_USAGE_COMPLETIONS: { ...current, lines: 1 },
    });
    expect(await days()).toEqual([
      ['2026-11-20', 1, false],
      ['2026-11-21', 1, false],
    ]);
  });

  it('that is equal changes nothing and counts: a day is final after the lag and two equal pulls a day apart', async () => {
    expect(await pull('2026-11-23T05:00:00Z')).toMatchObject({
      OPENAI_COSTS: { state: 'CURRENT' },
      OPENAI_USAGE_IMAGES: { state: 'CURRENT' },
    });
    expect(await days()).toMatchObject([['2026-11-20', 2, false], {}]);
    await pull('2026-11-23T06:00:00Z');
    expect(await days()).toMatchObject([['2026-11-20', 3, false], {}]);
    world.setNow('2026-11-24T00:00:00Z');
    expect(await days()).toEqual([
      ['2026-11-20', 3, true],
      ['2026-11-21', 3, false],
    ]);
  });

  it('of a day that the provider restates is a new version of that day, which is final anew a day later', async () => {
    const body = JSON.stringify({ day: '2026-11-21', item: 'gpt-image-2, image output', amount: '-0.001' });
    await fetch(`${world.sandboxUrl}/openai/control/restatement`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const { OPENAI_COSTS: costs } = await pull('2026-11-24T12:00:00Z');
    expect(costs).toMatchObject({ state: 'CURRENT', from: '2026-11-21T00:00:00Z' });
    expect(await days()).toEqual([
      ['2026-11-20', 3, true],
      ['2026-11-21', 4, false],
    ]);
    await pull('2026-11-25T12:00:00Z');
    expect(await days()).toMatchObject([{}, ['2026-11-21', 5, true]]);
    expect([await openAt('2026-11-25T06:00:00Z'), await openAt('2026-11-25T12:00:00Z')]).toEqual([['2026-11-21'], []]);
    world.setNow('2026-11-29T00:00:00Z');
    expect(await gaps()).toMatchObject({ notStated: 4, late: 1, notFinal: 1, since: '2026-11-24' });
  });

  it('is asked for by the schedule as soon as nothing was pulled for so many hours, or the last one failed half-way, and no sooner', async () => {
    const database = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
    const billing = [{ provider: 'openai', book: 'simulated', baseUrl: '', adminKey: '' }] as const;
    const due = async (now: string) => await enqueueDuePulls({ database, billing, clock: () => new Date(now) }, 24);
    const count = async () =>
      (await world.ask<{ statements: { edges: object[] } }>('{ statements(first: 50) { edges { cursor } } }')).statements.edges.length;
    const before = await count();
    await due('2026-11-26T11:59:59Z');
    expect(await world.sql('SELECT FROM graphile_worker.jobs')).toBe(0);
    world.setNow('2026-11-26T12:00:00Z');
    await due('2026-11-26T12:00:00Z');
    await untilAllRead(world, { receivedAt: '2026-11-26T12:00:00Z', count: 3 });
    expect(await count()).toBe(before + 3);
    await world.sql("UPDATE statement_pull SET failure = 'no answer' WHERE started_at = '2026-11-26T12:00:00Z'");
    world.setNow('2026-11-26T12:10:00Z');
    await due('2026-11-26T12:10:00Z');
    await untilAllRead(world, { receivedAt: '2026-11-26T12:10:00Z', count: 3 });
    await closeDatabase(database);
  });
});

async function unmapped(): Promise<readonly { lineItem: string; proposalId: string }[]> {
  const document =
    '{ unmappedLineItems(from: "2026-11-01", until: "2026-12-01") { lineItem lines amount { amount currency } proposalId } }';
  return (await world.ask<{ unmappedLineItems: { lineItem: string; proposalId: string }[] }>(document)).unmappedLineItems;
}

describe('The words on its lines', () => {
  const fields = '... on LineItem { id state meaning model meter mode from until proposedBy approvedBy } ... on Refusal { code path }';
  it('are open items until somebody approves what they stand for, which is proposed where they leave no doubt', async () => {
    const found = await unmapped();
    expect(found).toMatchObject([
      { lineItem: 'gpt-image-2, image output', lines: 2, amount: { amount: '0.02051', currency: 'USD' } },
      { lineItem: 'gpt-image-2, text input', lines: 1 },
    ]);
    const approved = await world.ask(`mutation { approveLineItem(id: "${found[0]?.proposalId}") { ${fields} } }`);
    const usage = { meaning: 'USAGE', model: 'gpt-image-2', meter: 'image_output', mode: 'REALTIME', from: null, until: null };
    expect(approved).toMatchObject({
      approveLineItem: { ...usage, state: 'APPROVED', proposedBy: 'Halfpenny', approvedBy: 'this machine' },
    });
    expect((await unmapped()).map(({ lineItem }) => lineItem)).toEqual(['gpt-image-2, text input']);
  });

  it('mean something else for some days once another than the author says so; the other days keep what they had', async () => {
    const input = {
      provider: 'openai',
      lineItem: 'gpt-image-2, image output',
      meaning: 'OUTSIDE',
      service: 'chat',
      from: '2026-11-21',
      until: '2026-11-22',
    };
    const propose = `mutation ($input: LineItemInput!) { proposeLineItem(input: $input) { ${fields} } }`;
    expect(await world.ask(propose, { input: { ...input, service: null } })).toEqual({
      proposeLineItem: { code: 'INVALID_LINE_ITEM', path: ['input', 'service'] },
    });
    const { proposeLineItem: made } = await world.ask<{ proposeLineItem: { id: string } }>(propose, { input });
    const approve = `mutation { approveLineItem(id: "${made.id}") { ${fields} } }`;
    expect(await world.ask(approve)).toEqual({ approveLineItem: { code: 'OWN_LINE_ITEM', path: ['id'] } });
    const key = 'mutation { createApiKey(input: { name: "books", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }';
    const { createApiKey } = await world.ask<{ createApiKey: { secret: string } }>(key);
    const approved = await asked<Record<string, object>>(withKey(world, createApiKey.secret), approve);
    expect(approved).toMatchObject({ approveLineItem: { state: 'APPROVED', approvedBy: 'books' } });
    const map = await world.ask<{ lineItemMap: { edges: { node: { from: string | null } }[] } }>(
      '{ lineItemMap { edges { node { lineItem state meaning from until } } } }',
    );
    const entries = map.lineItemMap.edges
      .map(({ node }) => node)
      .toSorted((one, other) => (one.from ?? '').localeCompare(other.from ?? ''));
    const lineItem = 'gpt-image-2, image output';
    expect(entries).toEqual(
      expect.arrayContaining([
        { lineItem, state: 'REPLACED', meaning: 'USAGE', from: null, until: null },
        { lineItem, state: 'APPROVED', meaning: 'USAGE', from: null, until: '2026-11-21' },
        { lineItem, state: 'APPROVED', meaning: 'OUTSIDE', from: '2026-11-21', until: '2026-11-22' },
        { lineItem, state: 'APPROVED', meaning: 'USAGE', from: '2026-11-22', until: null },
      ]),
    );
    await expect(world.sql(`UPDATE line_item_map SET approver = author WHERE known IS NULL`)).rejects.toThrow(
      /approved_(by_another|says_by_whom)/,
    );
  });
});

describe("The sandbox's own invoice", () => {
  it('is a statement of single calls, each by the ids of its request and what it used, and comes to what the sandbox adds up', async () => {
    const { total } = await world.invoice('openai');
    const invoice = await (await fetch(`${world.sandboxUrl}/invoice?until=2026-11-21`)).text();
    const brought = await bringStatement(
      world,
      invoice,
      `kind=sandbox_invoice&providerAccount=${account}&from=2026-11-20&until=2026-11-21`,
    );
    // The flat one was made elsewhere.
    expect(brought).toMatchObject({ state: 'CURRENT', lines: 4, leftOut: 1 });
    const shown = await world.ask<{ statementLines: { edges: { node: { amount: { amount: string }; requestId: string } }[] } }>(
      `{ statementLines(statementId: "${brought.id}") { edges { node { amount { amount } requestId size bucketStart } } } }`,
    );
    const lines = shown.statementLines.edges.map(({ node }) => node);
    expect(lines.map(({ amount }) => amount.amount).toSorted()).toEqual(['0.00393', '0.00594', '0.00594', '0.00596']);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(4);
    // Restated by a thousandth on the day after.
    expect(total).toBe('0.02077');
  });
});

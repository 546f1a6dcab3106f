import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, withKey } from '../../../../test/world/askers.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';
import type { Caller } from '../access/caller.ts';
import type { Role } from '../access/role.ts';
import { closeDatabase, openDatabase, type Database } from '../platform/database.ts';
import { checkApproval } from './approval.ts';

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704' };
const quoteDocument = `mutation ($input: QuoteInput!) { quote(input: $input) { __typename
  ... on Quote { id stage approval { by at } request { quality } best { provider expected { amount } resolved { name value origin } } }
  ... on Refusal { code message path accepted } } }`;
const setDocument = `mutation ($input: SetStageInput!) { setStage(input: $input) { __typename
  ... on Stage { name position defaultQuality requiresApproval } ... on Refusal { code path accepted } } }`;
const approveDocument = `mutation ($id: ID!) { approveQuote(id: $id) { __typename ... on Quote { id approval { by at } } ... on Refusal { code path } } }`;

let world: World;
let database: Database;
beforeAll(async () => {
  world = await startWorld();
  database = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.close();
});

const set = async (input: object) => (await world.ask<{ setStage: object }>(setDocument, { input })).setStage;
const stages = async () => (await world.ask<{ stages: object[] }>('{ stages { name defaultQuality requiresApproval } }')).stages;
const quote = async (more: object) =>
  (await world.ask<{ quote: { id: string } }>(quoteDocument, { input: { request: shell, providers: ['openai'], ...more } })).quote;
const generate = async (input: object) => (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
const approve = async (id: string) => (await world.ask<{ approveQuote: object }>(approveDocument, { id })).approveQuote;
const toApprove = async () =>
  (await world.ask<{ quotesToApprove: object[] }>('{ quotesToApprove { id stage best { expected { amount } } } }')).quotesToApprove;
const caller = (role: Role): Caller => ({
  workspaceId: defaultWorkspace,
  roles: new Set([role]),
  apiKeyId: null,
  personId: null,
  name: 'nightly cards',
});

describe('A stage', () => {
  it('is ideation, review or final from the start, and any other once it is set', async () => {
    expect(await stages()).toEqual([
      { name: 'ideation', defaultQuality: 'low', requiresApproval: false },
      { name: 'review', defaultQuality: 'medium', requiresApproval: false },
      { name: 'final', defaultQuality: 'high', requiresApproval: false },
    ]);
    expect(await set({ name: 'print', defaultQuality: 'high', requiresApproval: true })).toMatchObject({
      position: 4,
      requiresApproval: true,
    });
    expect(await set({ name: 'print' })).toEqual({
      __typename: 'Stage',
      name: 'print',
      position: 4,
      defaultQuality: null,
      requiresApproval: false,
    });
  });

  it.each([
    ['a name with capitals', { name: 'Final' }, ['input', 'name']],
    ['a quality that no model knows', { name: 'final', defaultQuality: 'superb' }, ['input', 'defaultQuality']],
  ])('is refused with %s', async (_what, input, path) => {
    expect(await set(input)).toMatchObject({ code: 'INVALID_STAGE', path });
  });

  it('decides the quality of a request that names none, which is then sent', async () => {
    expect(await quote({ stage: 'ideation' })).toMatchObject({
      stage: 'ideation',
      request: { quality: null },
      best: { expected: { amount: '0.00393' }, resolved: expect.arrayContaining([{ name: 'quality', value: 'low', origin: 'STAGE' }]) },
    });
    const generated = await generate({ requestKey: 'staged', request: shell, providers: ['openai'], stage: 'ideation' });
    expect(generated).toMatchObject({
      status: 'SUCCEEDED',
      charge: { total: { amount: '0.00393' } },
      cost: { total: { amount: '0.00393' } },
    });
    const told = await world.ask<{ generation: object }>('query ($id: ID!) { generation(id: $id) { stage template { variables } } }', {
      id: generated.id,
    });
    expect(told.generation).toEqual({ stage: 'ideation', template: null });
  });

  it('leaves the quality to a request that names one', async () => {
    expect(await quote({ stage: 'final', request: { ...shell, quality: 'low' } })).toMatchObject({
      best: { expected: { amount: '0.00393' } },
    });
  });

  it('is refused where the workspace has none of that name, with those it has', async () => {
    const refusal = { code: 'UNKNOWN_STAGE', path: ['input', 'stage'], accepted: ['ideation', 'review', 'final', 'print'] };
    expect(await quote({ stage: 'draft' })).toMatchObject(refusal);
    expect(await generate({ requestKey: 'draft', request: shell, stage: 'draft' })).toMatchObject(refusal);
  });
});

describe('A stage that requires approval', () => {
  it('lets an approved quote through, an approver, and nobody else', async () => {
    await set({ name: 'final', defaultQuality: 'high', requiresApproval: true });
    const { id } = await quote({ stage: 'final' });
    const about = { stage: 'final', quoteId: id };
    expect(await checkApproval(database, caller('app'), about)).toMatchObject({
      refusal: {
        code: 'approval-required',
        message: 'The stage final is reserved for approved quotes: have this quote approved first.',
        path: ['quoteId'],
      },
    });
    expect(await checkApproval(database, caller('app'), { ...about, quoteId: undefined })).toMatchObject({ refusal: { path: ['stage'] } });
    expect(await checkApproval(database, caller('approver'), about)).toMatchObject({ ok: true });
    expect(await checkApproval(database, caller('app'), { ...about, stage: 'ideation' })).toMatchObject({ ok: true });

    expect(await approve(id)).toEqual({ __typename: 'Quote', id, approval: { by: 'this machine', at: '2026-11-20T12:00:00Z' } });
    world.setNow('2026-11-20T12:05:00Z');
    expect(await approve(id)).toMatchObject({ approval: { at: '2026-11-20T12:00:00Z' } });
    expect(await checkApproval(database, caller('app'), about)).toMatchObject({ ok: true });
  });

  it('holds for a key over HTTP, until somebody approves its quote; and a key lists what it asked for itself', async () => {
    const made = await world.ask<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "nightly cards", roles: [APP] }) { ... on CreatedApiKey { secret } } }',
    );
    const app = withKey(world, made.createApiKey.secret);
    const run = async (input: object) => (await asked<{ generate: Generated }>(app, generateDocument, { input })).generate;
    const direct = { requestKey: 'by the app', request: shell, providers: ['openai'], stage: 'final' };
    expect(await run(direct)).toMatchObject({ code: 'APPROVAL_REQUIRED', path: ['input', 'stage'] });
    const quoted = await asked<{ quote: { id: string } }>(app, quoteDocument, {
      input: { request: { ...shell, quality: 'low' }, providers: ['openai'], stage: 'final' },
    });
    const input = { requestKey: 'by the app', quoteId: quoted.quote.id };
    expect(await run(input)).toMatchObject({ code: 'APPROVAL_REQUIRED', path: ['input', 'quoteId'] });
    const waits = { id: quoted.quote.id, stage: 'final', best: { expected: { amount: '0.00393' } } };
    expect(await toApprove()).toContainEqual(waits);
    expect(await asked(app, approveDocument, { id: quoted.quote.id })).toMatchObject({ approveQuote: { code: 'FORBIDDEN' } });
    await approve(quoted.quote.id);
    expect(await toApprove()).not.toContainEqual(waits);
    expect(await run(input)).toMatchObject({ status: 'SUCCEEDED' });
    const list = '{ generations { totalCount edges { node { requestKey } } } }';
    expect(await asked(app, list)).toEqual({ generations: { totalCount: 1, edges: [{ node: { requestKey: 'by the app' } }] } });
    expect(await world.ask(list)).toMatchObject({ generations: { totalCount: 2 } });
  });

  it('approves no quote that has expired, and none that is not there', async () => {
    const { id } = await quote({ stage: 'final' });
    expect(await toApprove()).toContainEqual(expect.objectContaining({ id }));
    world.setNow('2026-11-20T13:00:00Z');
    expect(await toApprove()).toEqual([]);
    expect(await approve(id)).toMatchObject({ code: 'QUOTE_EXPIRED', path: ['id'] });
    expect(await approve('x')).toMatchObject({ code: 'QUOTE_NOT_FOUND', path: ['id'] });
  });
});

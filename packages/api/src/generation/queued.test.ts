import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument, generationFields } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { askProgress, untilDone } from '../../../../test/world/progress-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

/** Nobody works the queue off until a test says so, by a restart with workers. */
const environment = { WORKERS: '0' };
let world: World;
beforeAll(async () => {
  world = await startWorld({ environment });
});
afterAll(() => world.close());

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

async function generate(requestKey: string, more: object = {}): Promise<Generated> {
  const input = { requestKey, request: shell, providers: ['openai'], wait: false, ...more };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

async function cancel(id: string): Promise<Generated> {
  const document = `mutation ($id: ID!) { cancelGeneration(id: $id) { __typename
    ... on Generation { ${generationFields} } ... on Refusal { code message path details } } }`;
  return (await world.ask<{ cancelGeneration: Generated }>(document, { id })).cancelGeneration;
}

async function held(): Promise<{ held: { amount: string }; spent: { amount: string } } | undefined> {
  const { budgets } = await world.ask<{ budgets: { held: { amount: string }; spent: { amount: string } }[] }>(
    '{ budgets(book: SIMULATED, at: "2026-11-20T12:00:00Z") { held { amount } spent { amount } } }',
  );
  return budgets[0];
}

async function setBudget(amount: string): Promise<void> {
  const document = 'mutation ($input: SetBudgetInput!) { setBudget(input: $input) { __typename } }';
  const input = { book: 'SIMULATED', limit: { amount, currency: 'USD' } };
  expect(await world.ask(document, { input })).toEqual({ setBudget: { __typename: 'Budget' } });
}

describe('A generation that nobody waits for', () => {
  it('is answered at once as QUEUED, its hold taken, with no attempt yet', async () => {
    await setBudget('0.015');
    const queued = await generate('held');
    expect(queued).toMatchObject({ status: 'QUEUED', attempts: [], images: [], charge: { state: 'HELD', total: null } });
    expect(await held()).toEqual({ held: { amount: '0.00594' }, spent: { amount: '0' } });
    expect((await world.invoice()).lines).toEqual([]);
  });

  it('is the same under its key, however it is asked for, and is not waited for where nobody says so', async () => {
    const [first, again] = [await generate('held'), await generate('held')];
    expect([again.id, again.status]).toEqual([first.id, 'QUEUED']);
  });

  it('keeps within the budget while it waits', async () => {
    expect((await generate('second')).status).toBe('QUEUED');
    expect(await generate('third')).toMatchObject({ code: 'BUDGET_EXCEEDED', details: { left: '0.00312' } });
  });

  it('is cancelled while it waits: nothing is owed, its hold is released, and that is final', async () => {
    const { id } = await generate('second');
    for (const time of ['once', 'twice']) {
      expect([time, await cancel(id)]).toMatchObject([time, { status: 'CANCELLED', attempts: [], failure: null, cost: { state: 'VOID' } }]);
    }
    expect(await held()).toEqual({ held: { amount: '0.00594' }, spent: { amount: '0' } });
    expect(await askProgress(world, { id })).toMatchObject({ done: true, generation: { status: 'CANCELLED' } });
  });

  it('survives a restart, is executed once by whoever works the queue off, and settled', async () => {
    environment.WORKERS = '4';
    await world.restart();
    const { id } = await generate('held', { wait: true });
    const { generation } = await untilDone(world, id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.00594' } } });
    expect((await world.invoice()).lines.map(({ clientRequestId }) => clientRequestId)).toEqual([generation.attempts[0]?.clientRequestId]);
    expect(await held()).toEqual({ held: { amount: '0' }, spent: { amount: '0.00594' } });
  });

  it('cannot be cancelled once it was sent, and is told why', async () => {
    const { id } = await generate('held');
    expect(await cancel(id)).toMatchObject({
      code: 'NOT_CANCELLABLE',
      path: ['id'],
      message: 'It has ended: it is SUCCEEDED.',
      details: { status: 'SUCCEEDED' },
    });
  });

  it('that is not there cannot be cancelled', async () => {
    for (const id of ['00000000-0000-7000-8000-000000000000', 'nonsense']) {
      expect(await cancel(id)).toMatchObject({ code: 'GENERATION_NOT_FOUND', path: ['id'] });
    }
  });
});

describe('A job of the queue', () => {
  beforeAll(() => setBudget('1'));

  it('that is lost is added anew from what is stored', async () => {
    environment.WORKERS = '0';
    await world.restart();
    const { id } = await generate('lost');
    await world.sql('DELETE FROM graphile_worker._private_jobs');
    environment.WORKERS = '1';
    await world.restart();
    expect((await untilDone(world, id)).generation.status).toBe('SUCCEEDED');
  });

  it('whose worker was killed is not waited for: another one is added beside it', async () => {
    environment.WORKERS = '0';
    await world.restart();
    const { id } = await generate('locked');
    await world.sql("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'a worker that is gone', attempts = 1");
    environment.WORKERS = '1';
    await world.restart();
    expect((await untilDone(world, id)).generation.status).toBe('SUCCEEDED');
  });

  it('that comes twice executes nothing the second time', async () => {
    const billed = (await world.invoice()).lines.length;
    const { id } = await generate('twice');
    await world.sql(`SELECT enqueue('run-generation', jsonb_build_object('workspaceId', workspace_id, 'generationId', id), 'again ' || number, 0)
      FROM generation, generate_series(1, 5) AS number WHERE request_key = 'twice'`);
    expect((await untilDone(world, id)).generation.attempts.length).toBe(1);
    while ((await world.sql("SELECT FROM graphile_worker.jobs WHERE key LIKE 'again%'")) > 0) await generate('twice');
    expect((await world.invoice()).lines.length - billed).toBe(1);
  });
});

describe('Progress', () => {
  it('of no generation is null, and never waits for long', async () => {
    expect(await askProgress(world, { requestKey: 'never' })).toBeNull();
    expect(await askProgress(world, { id: 'nonsense' })).toBeNull();
    await expect(askProgress(world, { requestKey: 'twice', waitSeconds: 26 })).rejects.toThrow('waits from 0 to 25 seconds');
  });

  it('that was seen already is waited for, and comes as soon as there is more', async () => {
    environment.WORKERS = '0';
    await world.restart();
    const { id } = await generate('watched');
    const seen = await askProgress(world, { id });
    expect(await askProgress(world, { id, after: seen?.mark ?? '', waitSeconds: 0 })).toEqual(seen);
    const more = askProgress(world, { id, after: seen?.mark ?? '', waitSeconds: 25 });
    await cancel(id);
    expect(await more).toMatchObject({ done: true, generation: { status: 'CANCELLED' } });
  });
});

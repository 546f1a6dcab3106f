import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import { json } from '../../../../test/world/scripted-provider.ts';
import { request, startScriptedWorld, usage } from '../../../../test/world/scripted-world.ts';
import { startService } from '../app.ts';
import { openLogger } from '../platform/logger.ts';
import { readSettings } from '../platform/settings.ts';

const { provider, world, database, environment, close } = await startScriptedWorld();
const others: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const other of others.splice(0)) await other();
});
afterAll(close);

/** A second process of the service, as far as the database can tell: a pool and a presence of its own. */
async function anotherService(): Promise<string> {
  const named = { PORT: '0', DATABASE_URL: world.databaseUrl, SANDBOX_URL: world.sandboxUrl, HALFPENNY_DATA: world.dataFolder };
  const settings = readSettings({ ...named, ...environment });
  if (!settings.ok) throw new Error(settings.refusal.message);
  const service = await startService(settings.value, {
    clock: () => new Date('2026-11-20T12:00:00Z'),
    logger: openLogger('silent'),
    embeddedDatabase: true,
  });
  if (!service.ok) throw new Error(service.refusal.message);
  others.push(() => service.value.close());
  return service.value.address;
}

async function generateAt(address: string, requestKey: string): Promise<{ id: string; status: string }> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: generateDocument, variables: { input: { requestKey, request, providers: ['openai'] } } }),
  });
  return ((await response.json()) as { data: { generate: { id: string; status: string } } }).data.generate;
}

describe('Several processes on one database', () => {
  it('make one call for one key: the second waits for the first, and a start meanwhile leaves it alone', async () => {
    let release: (() => void) | undefined;
    provider.answer((response) => {
      release = () => json(200, { data: [], usage })(response, response.req);
    });
    const before = provider.calls.length;
    const first = generateAt(world.address, 'two processes');
    await vi.waitFor(() => expect(provider.calls).toHaveLength(before + 1), 10_000);
    const second = generateAt(await anotherService(), 'two processes');
    const { rows } = await database.query(`SELECT status FROM generation WHERE request_key = 'two processes'`);
    expect(rows).toEqual([{ status: 'running' }]);
    release?.();
    expect(await second).toEqual(await first);
    expect(provider.calls).toHaveLength(before + 1);
  });

  it('a process whose connection broke shows its presence again', async () => {
    const held = `SELECT pid, (classid::bigint << 32) | objid::bigint AS number FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const holders = async () => (await database.query<{ pid: number; number: string }>(held)).rows;
    // The service of the test before has left; its connection may take a moment to be gone.
    const [before] = await vi.waitFor(async () => {
      const found = await holders();
      expect(found).toHaveLength(1);
      return found;
    }, 10_000);
    await database.query('SELECT pg_terminate_backend($1)', [before?.pid]);
    await vi.waitFor(async () => {
      const [after] = await holders();
      expect(after?.number).toBe(before?.number);
      expect(after?.pid).not.toBe(before?.pid);
    }, 10_000);
    provider.answer(json(200, { data: [], usage }));
    expect(await generateAt(world.address, 'after the break')).toMatchObject({ status: 'FAILED' });
  });
});

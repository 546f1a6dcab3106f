import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../../test/world/database.ts';
import { closeDatabase, openDatabase, type Database } from '../../platform/database.ts';
import { idsBy } from '../../platform/identifiers.ts';
import { defaultWorkspaceId } from '../workspaces/default-workspace.ts';
import { identityOf } from '../caller-identity.ts';
import type { Caller } from '../caller.ts';
import { createApiKey } from './create-api-key.ts';
import { KeyRing } from './key-ring.ts';
import { revokeApiKey } from './revoke-api-key.ts';

const clock = () => new Date('2026-11-20T12:00:00Z');
let world: TestDatabase;
let database: Database;
let workspaceId: string;
let passed = 0;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  workspaceId = await defaultWorkspaceId(database);
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});
beforeEach(() => {
  passed = 0;
});

const parts = () => ({ database, clock, newId: idsBy(clock), stopwatch: () => passed });
const caller = () => ({ workspaceId, roles: new Set(['admin'] as const), apiKeyId: null, personId: null, name: 'a test' });

async function madeKey(): Promise<{ id: string; text: string }> {
  const made = await createApiKey(parts(), caller(), { name: 'cards', roles: ['app'] });
  if (!made.ok) throw new Error(made.refusal.message);
  return { id: made.value.row.id, text: made.value.text };
}

/** Whether each process, by its own ring, still lets the key in. */
const letIn = async (rings: readonly KeyRing[], text: string) =>
  (await Promise.all(rings.map((ring) => ring.callerOf(text)))).map((found) => found !== undefined);

describe('A key that another process revoked', () => {
  it('is refused by every process within half a second, though none is told', async () => {
    const { id, text } = await madeKey();
    const rings = [new KeyRing(parts()), new KeyRing(parts())];
    expect(await letIn(rings, text)).toEqual([true, true]);
    await revokeApiKey(parts(), { workspaceId, id });
    passed = 249;
    expect(await letIn(rings, text)).toEqual([true, true]);
    passed = 500;
    expect(await letIn(rings, text)).toEqual([false, false]);
  });

  it('is refused at once by the process that revoked it', async () => {
    const { id, text } = await madeKey();
    const ring = new KeyRing(parts());
    expect(await letIn([ring], text)).toEqual([true]);
    await revokeApiKey(parts(), { workspaceId, id });
    ring.forget();
    expect(await letIn([ring], text)).toEqual([false]);
  });
});

/** Who shows a key that somebody just made. */
const callerWithKeyOf = async (by: Caller) => {
  const made = await createApiKey(parts(), by, { name: 'cards', roles: ['admin'] });
  const found = made.ok ? await new KeyRing(parts()).callerOf(made.value.text) : undefined;
  if (found === undefined) throw new Error('It was just made.');
  return found;
};

describe('A key', () => {
  it('counts as the person who made it, and so does a key that was made with it; one made at this machine as itself', async () => {
    const ada = { ...caller(), personId: '01890000-0000-7000-8000-0000000000ad' };
    const hers = await callerWithKeyOf(ada);
    expect([identityOf(hers), identityOf(await callerWithKeyOf(hers))]).toEqual([identityOf(ada), identityOf(ada)]);
    const nobodys = await callerWithKeyOf(caller());
    expect(identityOf(nobodys)).toBe(`key:${nobodys.apiKeyId}`);
    expect(identityOf(await callerWithKeyOf(nobodys))).toBe(identityOf(nobodys));
  });
});

describe('A known key', () => {
  it('is checked without the database, until what is known of it is half a second old; then nothing is let in unasked', async () => {
    const { text } = await madeKey();
    const own = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
    const ring = new KeyRing({ ...parts(), database: own });
    expect(await ring.callerOf(text)).toMatchObject({ name: 'cards', workspaceId });
    await closeDatabase(own);
    passed = 499;
    expect(await ring.callerOf(text)).toMatchObject({ name: 'cards' });
    passed = 500;
    await expect(ring.callerOf(text)).rejects.toThrow('Failed query: SELECT revocations');
  });
});

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { defaultWorkspaceId } from '../access/workspaces/default-workspace.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const newId = idsBy(() => noon);
let world: TestDatabase;
let database: Database;
let workspaceId: string;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  workspaceId = await defaultWorkspaceId(database);
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const account = (provider: string, book: 'real' | 'simulated') =>
  withWorkspace(database, workspaceId, async (tx) => {
    const values = [workspaceId, provider, book, newId(), noon];
    const { rows } = await tx.$client.query<{ id: string }>('SELECT provider_account_of($1, $2, $3, $4, $5) AS id', values);
    return rows[0]?.id;
  });

describe('A provider account', () => {
  it('is one, however many ask for it first at once', async () => {
    const ids = await Promise.all(Array.from({ length: 16 }, () => account('openai', 'simulated')));
    expect(new Set(ids).size).toBe(1);
    expect(await account('openai', 'simulated')).toBe(ids[0]);
  });

  it('is another where money is spent, and at another provider', async () => {
    const ids = await Promise.all([account('openai', 'simulated'), account('openai', 'real'), account('piapi', 'simulated')]);
    expect(new Set(ids).size).toBe(3);
  });
});

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { defaultWorkspaceId } from './workspaces/default-workspace.ts';
import { providerAccountId } from './provider-account.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const opening = { newId: idsBy(() => noon), at: noon };
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
  withWorkspace(database, workspaceId, (tx) => providerAccountId(tx, { workspaceId, provider, book }, opening));

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

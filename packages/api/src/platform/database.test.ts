import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { asSystem, closeDatabase, openDatabase, withWorkspace, type Database } from './database.ts';

const ours = '01890000-0000-7000-8000-000000000001';
const theirs = '01890000-0000-7000-8000-000000000002';
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }), connectionsMost: 1 });
  await database.execute(sql`INSERT INTO workspace (id, name, created_at) VALUES (${theirs}, 'another', '2026-11-20T12:00:00Z')`);
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const addAccount = (workspace: string, provider: string) => sql`
  INSERT INTO provider_account (id, workspace_id, provider, book, created_at)
  VALUES (gen_random_uuid(), ${workspace}, ${provider}, 'real', '2026-11-20T12:00:00Z')`;
const accounts = sql`SELECT provider FROM provider_account ORDER BY provider`;

describe('Work in a workspace', () => {
  it('sees the rows of that workspace and no others, and the system role sees all', async () => {
    await withWorkspace(database, ours, (tx) => tx.execute(addAccount(ours, 'openai')));
    await withWorkspace(database, theirs, (tx) => tx.execute(addAccount(theirs, 'piapi')));
    expect((await withWorkspace(database, ours, (tx) => tx.execute(accounts))).rows).toEqual([{ provider: 'openai' }]);
    expect((await withWorkspace(database, theirs, (tx) => tx.execute(accounts))).rows).toEqual([{ provider: 'piapi' }]);
    expect((await asSystem(database, (tx) => tx.execute(accounts))).rows).toEqual([{ provider: 'openai' }, { provider: 'piapi' }]);
  });

  it('cannot write into another workspace', async () => {
    const trespass = withWorkspace(database, ours, (tx) => tx.execute(addAccount(theirs, 'smartaipi')));
    await expect(trespass).rejects.toMatchObject({ cause: { message: expect.stringContaining('row-level security') } });
  });

  it('cannot create, alter or drop anything', async () => {
    for (const statement of ['CREATE TABLE mine ()', 'ALTER TABLE quote DISABLE ROW LEVEL SECURITY', 'DROP TABLE quote']) {
      await expect(withWorkspace(database, ours, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    }
  });

  it('is rolled back whole when it throws', async () => {
    const failed = withWorkspace(database, ours, async (tx) => {
      await tx.execute(addAccount(ours, 'smartaipi'));
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    expect((await withWorkspace(database, ours, (tx) => tx.execute(accounts))).rows).toEqual([{ provider: 'openai' }]);
  });

  it('leaves neither role nor workspace on the connection it used', async () => {
    await withWorkspace(database, ours, (tx) => tx.execute(accounts));
    const left = await database.execute(
      sql`SELECT current_user = session_user AS "ownRole", current_setting('app.workspace', true) AS workspace`,
    );
    expect(left.rows).toEqual([{ ownRole: true, workspace: '' }]);
  });

  it('sees nothing on a pooled connection when no workspace was named', async () => {
    const unnamed = await database.transaction(async (tx) => {
      await tx.execute(sql`SET LOCAL ROLE halfpenny_service`);
      return tx.execute(accounts);
    });
    expect(unnamed.rows).toEqual([]);
  });
});

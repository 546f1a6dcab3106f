import { readdirSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { describeSchema } from '../../../../test/world/describe-schema.ts';
import { migrationsFolder } from './schema-state.ts';

let world: TestDatabase;
let client: Client;

beforeAll(async () => {
  world = await createTestDatabase();
  client = new Client({ connectionString: world.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.drop();
});

async function column(question: string): Promise<unknown[]> {
  return (await client.query({ text: question, rowMode: 'array' })).rows.flat();
}

/** Tables of tenants whose rows row-level security does not keep apart, for every role but the server's own. */
const unguarded = `
  SELECT DISTINCT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p') AND a.attname = 'workspace_id' AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity OR (
    SELECT string_agg(p.policyname || ' ' || p.roles::text || ' ' || p.cmd, ', ' ORDER BY p.policyname) FROM pg_policies AS p
    WHERE p.tablename = c.relname
      AND (p.policyname = 'every_workspace' OR p.qual LIKE '%NULLIF(current_setting(''app.workspace''%') AND p.qual = p.with_check
  ) IS DISTINCT FROM 'every_workspace {halfpenny_system} ALL, own_workspace {halfpenny_service} ALL')
  ORDER BY 1`;

describe('Every table of tenants', () => {
  it('keeps workspaces apart by row-level security, the owner included', async () => {
    expect(await column(unguarded)).toEqual([]);
    expect(await column("SELECT count(DISTINCT tablename)::int FROM pg_policies WHERE policyname = 'own_workspace'")).toEqual([76]);
  });

  it('would be missed without its policy, its force, or both', async () => {
    await client.query('BEGIN');
    await client.query('CREATE TABLE bare (workspace_id uuid)');
    await client.query('ALTER TABLE charge NO FORCE ROW LEVEL SECURITY');
    await client.query('ALTER POLICY own_workspace ON quote USING (true) WITH CHECK (true)');
    expect(await column(unguarded)).toEqual(['bare', 'charge', 'quote']);
    await client.query('ROLLBACK');
  });

  it('leads its primary key with the workspace, but for the one that other workspaces may cite', async () => {
    const otherwise = await column(`
      SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
      JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary WHERE i.indkey[0] <> a.attnum ORDER BY 1`);
    expect(otherwise).toEqual(['provider_account']);
  });
});

describe('Every column', () => {
  it('says who writes it and what NULL means', async () => {
    const silent = await column(`
      SELECT c.relname || '.' || a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'pgmigrations'
        AND (col_description(c.oid, a.attnum) IS NULL OR (NOT a.attnotnull AND col_description(c.oid, a.attnum) NOT LIKE '%NULL%'))
      ORDER BY 1`);
    expect(silent).toEqual([]);
  });
});

describe('The schema', () => {
  it('is the one that stands in schema.sql', async () => {
    await expect(await describeSchema(client)).toMatchFileSnapshot('../../schema.sql');
  });

  it('comes from migrations numbered without a gap', () => {
    const numbers = readdirSync(migrationsFolder).map((file) => Number(file.slice(0, 4)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  });
});

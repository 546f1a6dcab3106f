import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('a test database is a PostgreSQL 18 of its own, in UTF-8 and UTC', async () => {
  const database = await createTestDatabase('template1');
  expect(await ask(database.url, "select current_database(), current_setting('server_version_num')::int / 10000")).toEqual([
    database.name,
    18,
  ]);
  expect(await ask(database.url, "select current_setting('server_encoding'), current_setting('timezone')")).toEqual(['UTF8', 'UTC']);
  await database.drop();
  await expect(ask(database.url, 'select 1')).rejects.toThrow(`database "${database.name}" does not exist`);
});

test('the embedded PostgreSQL has the extension that price entries need', async () => {
  const database = await createTestDatabase('template1');
  expect(await ask(database.url, "select name from pg_available_extensions where name = 'btree_gist'")).toEqual(['btree_gist']);
  await database.drop();
});

test('a test database holds every migration, and what one test writes another does not see', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(await ask(one.url, "select to_regclass('ledger_entry')::text")).toEqual(['ledger_entry']);
  await ask(one.url, 'create table mine as select 1');
  expect(await ask(other.url, "select to_regclass('mine')::text")).toEqual([null]);
  await Promise.all([one.drop(), other.drop()]);
});

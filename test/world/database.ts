/** A database of a test's own, cloned from the run's migrated template in a few milliseconds and dropped afterwards. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's URL of the database `postgres` on the run's own server. */
    postgresUrl: string;
  }
}

/** A database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Ends every session on it and removes it. */
  drop(): Promise<void>;
}

/** Makes a database from `template`: the migrated one unless told otherwise; `template1` is an empty one. */
export async function createTestDatabase(template = 'halfpenny_template'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = name;
  return { url: url.href, name, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

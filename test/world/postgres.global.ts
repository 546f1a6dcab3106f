/**
 * One PostgreSQL for a run of the tests, in a folder of its own on a port of its own, gone when the run ends. Runs
 * beside each other do not meet. A test reads `inject('postgresUrl')` and takes a database from `createTestDatabase`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@halfpenny/local';
import { Client } from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../packages/api/src/platform/migrate.ts';
import { migrateQueue } from '../../packages/api/src/queue/queue-schema.ts';

/** The database with every migration run and nothing in it, from which tests clone theirs. */
const templateName = 'halfpenny_template';

/** Called by Vitest before the first test of a project; what it returns is called after the last. */
export default async function startWorld(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'halfpenny-test-'));
  const server = await startPostgres({ home: join(folder, 'postgres'), durable: false });
  await makeTemplate(server);
  project.provide('postgresUrl', server.url('postgres'));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(server: PostgresServer): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateName}`);
  await client.end();
  const migrated = await migrate(server.url(templateName), pino({ level: 'warn' }));
  if (!migrated.ok) throw new Error(migrated.refusal.message);
  await migrateQueue(server.url(templateName), pino({ level: 'warn' }));
}

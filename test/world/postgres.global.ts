/**
 * One PostgreSQL for a run of the tests, in a folder of its own on a port of its own, gone when the run ends. Runs
 * beside each other do not meet. A test reads `inject('postgresUrl')` and takes a database from `createTestDatabase`.
 */
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@halfpenny/local';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's URL of the database `postgres` on the run's own server. */
    postgresUrl: string;
  }
}

/** Called by Vitest before the first test of a project; what it returns is called after the last. */
export default async function startWorld(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'halfpenny-test-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ home: join(folder, 'postgres'), durable: false });
  project.provide('postgresUrl', server.url('postgres'));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

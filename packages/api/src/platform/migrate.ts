import { runner } from 'node-pg-migrate';
import type { Logger } from 'pino';
import { checkRights } from './check-rights.ts';
import { checkServer } from './check-server.ts';
import { migrationsFolder, schemaState } from './schema-state.ts';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** Ours alone: "halfpenny" in the digits of a telephone. Two programs that migrate one database take turns by it. */
const migrationLock = 425_737_366;

/**
 * Brings a database to the schema of this program, in one transaction, and answers with the migrations it ran; none if it was current.
 * Of two that start at once the second waits and then finds nothing to do. Refuses a newer schema and a user who may not create roles.
 */
export async function migrate(databaseUrl: string, logger: Logger): Promise<StartOutcome<readonly string[]>> {
  const server = await checkServer(databaseUrl);
  if (!server.ok) return server;
  const state = await schemaState(databaseUrl);
  if (state === 'newer') return cannotStart('The database was migrated by a newer Halfpenny than this one: start that one.');
  if (state === 'current') return started([]);
  const may = await checkRights(databaseUrl);
  if (!may.ok) return may;
  return await runMigrations(databaseUrl, logger);
}

/** Whatever PostgreSQL objects to, the transaction is rolled back: the sentence may say that nothing changed. */
async function runMigrations(databaseUrl: string, logger: Logger): Promise<StartOutcome<readonly string[]>> {
  const quietly = (text: string): void => logger.debug(text);
  try {
    const run = await runner({
      databaseUrl,
      dir: migrationsFolder,
      direction: 'up',
      migrationsTable: 'pgmigrations',
      advisoryLockMode: 'wait',
      lockValue: migrationLock,
      logger: { debug: quietly, info: quietly, warn: quietly, error: quietly },
    });
    return started(run.map(({ name }) => name));
  } catch (error) {
    return cannotStart(`The database could not be migrated, and is as it was: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

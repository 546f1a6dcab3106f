import { runner } from 'node-pg-migrate';
import { Client } from 'pg';
import type { Logger } from 'pino';
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
  const run = await runner({
    databaseUrl,
    dir: migrationsFolder,
    direction: 'up',
    migrationsTable: 'pgmigrations',
    advisoryLockMode: 'wait',
    lockValue: migrationLock,
    logger: { debug: quietly(logger), info: quietly(logger), warn: quietly(logger), error: (text) => logger.error(text) },
  });
  return started(run.map(({ name }) => name));
}

function quietly(logger: Logger): (text: string) => void {
  return (text) => logger.debug(text);
}

/** What migrating takes beyond being let in: to make the two roles, the extension and the tables. */
async function checkRights(databaseUrl: string): Promise<StartOutcome<void>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ user: string; roles: boolean; tables: boolean; extension: boolean }>(rightsQuery);
    const rights = rows[0];
    if (rights?.roles !== true) {
      return cannotStart(
        `"${rights?.user}" may not create the roles of the service: run ALTER ROLE "${rights?.user}" CREATEROLE, or migrate as another user.`,
      );
    }
    if (!rights.tables || !rights.extension) {
      return cannotStart(`"${rights.user}" may not create tables and extensions in this database: make it the owner of the database.`);
    }
    return started(undefined);
  } finally {
    await client.end();
  }
}

const rightsQuery = `
  SELECT current_user AS user,
         rolsuper OR rolcreaterole OR (SELECT count(*) = 2 FROM pg_roles AS made
           WHERE made.rolname IN ('halfpenny_service', 'halfpenny_system') AND pg_has_role(current_user, made.oid, 'MEMBER')) AS roles,
         has_schema_privilege('public', 'CREATE') AS tables,
         has_database_privilege(current_database(), 'CREATE') OR EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') AS extension
  FROM pg_roles WHERE rolname = current_user`;

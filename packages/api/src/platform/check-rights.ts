import { Client } from 'pg';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** What a user may do in a database. */
export interface Rights {
  readonly user: string;
  /** Roles of the service that are still to be made, and whether the user may make them. */
  readonly missing: boolean;
  readonly creates: boolean;
  /** Whether the user may take, or give itself, each role that is there already. */
  readonly takes: boolean;
  readonly tables: boolean;
  readonly extension: boolean;
}

/** What migrating takes beyond being let in: the two roles of the service, the extension and the tables. Refuses with the statement that helps. */
export async function checkRights(databaseUrl: string): Promise<StartOutcome<void>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Rights>(rightsQuery);
    const sentence = rows[0] && missingRight(rows[0]);
    return sentence === undefined ? started(undefined) : cannotStart(sentence);
  } finally {
    await client.end();
  }
}

/** The first right that is missing, as a sentence; undefined where none is. */
export function missingRight({ user, missing, creates, takes, tables, extension }: Rights): string | undefined {
  if (missing && !creates) {
    return `"${user}" may not create the roles of the service: run ALTER ROLE "${user}" CREATEROLE, or migrate as another user.`;
  }
  if (!takes) {
    return `The roles of the service were made by another user of this server: run GRANT halfpenny_service, halfpenny_system TO "${user}".`;
  }
  if (!tables || !extension) return `"${user}" may not create tables and extensions in this database: make it the owner of the database.`;
  return undefined;
}

/** Until PostgreSQL 15 whoever creates roles may grant them; from 16 on only whoever made them, and membership alone does not let one take a role. */
const rightsQuery = `
  WITH me AS (
    SELECT rolname, rolsuper OR rolcreaterole AS creates, current_setting('server_version_num')::int >= 160000 AS strict
    FROM pg_roles WHERE rolname = current_user
  ), made AS (
    SELECT oid FROM pg_roles WHERE rolname IN ('halfpenny_service', 'halfpenny_system')
  )
  SELECT rolname AS user, creates, (SELECT count(*) < 2 FROM made) AS missing,
         NOT EXISTS (
           SELECT FROM made WHERE NOT (creates AND NOT strict)
             AND NOT pg_has_role(rolname, oid, CASE WHEN strict THEN 'SET' ELSE 'MEMBER' END)
             AND NOT pg_has_role(rolname, oid, 'MEMBER WITH ADMIN OPTION')
         ) AS takes,
         has_schema_privilege('public', 'CREATE') AS tables,
         has_database_privilege(current_database(), 'CREATE') OR EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') AS extension
  FROM me`;

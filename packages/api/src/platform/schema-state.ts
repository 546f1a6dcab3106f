import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** Where the numbered SQL lies, beside `src` and `dist` alike. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** How a database stands to this program: `older` lacks a migration (an empty one lacks them all), `newer` has one this program does not know. */
export type SchemaState = 'older' | 'current' | 'newer';

/** Compares the migrations a database has seen with those this program has. Reads only. */
export async function schemaState(databaseUrl: string): Promise<SchemaState> {
  const known = await knownMigrations();
  const run = await runMigrations(databaseUrl);
  if (run.some((name) => !known.includes(name))) return 'newer';
  return known.every((name) => run.includes(name)) ? 'current' : 'older';
}

/** Refuses to work on a schema other than this program's own, and says what to run. */
export async function checkSchema(databaseUrl: string): Promise<StartOutcome<void>> {
  const state = await schemaState(databaseUrl);
  if (state === 'older') {
    return cannotStart(
      'The database lacks migrations that this program needs: run `npx pnpm@12 --filter @halfpenny/api run migrate` with the same DATABASE_URL.',
    );
  }
  if (state === 'newer') return cannotStart('The database was migrated by a newer Halfpenny than this one: start that one.');
  return started(undefined);
}

async function knownMigrations(): Promise<readonly string[]> {
  const files = await readdir(migrationsFolder);
  return files.filter((file) => /^\d+_.*\.sql$/.test(file)).map((file) => file.replace(/\.sql$/, ''));
}

async function runMigrations(databaseUrl: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const table = await client.query<{ found: string | null }>("SELECT to_regclass('public.pgmigrations')::text AS found");
    if (table.rows[0]?.found == null) return [];
    const { rows } = await client.query<{ name: string }>('SELECT name FROM public.pgmigrations ORDER BY id');
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

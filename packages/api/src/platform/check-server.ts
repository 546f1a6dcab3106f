import { Client, DatabaseError } from 'pg';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

const oldestMajor = 15;

/** Tries a `DATABASE_URL`: reachable, let in, PostgreSQL 15 or newer, UTF-8. Refuses with one sentence that never shows the password. */
export async function checkServer(databaseUrl: string): Promise<StartOutcome<void>> {
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
    return cannotStart('DATABASE_URL is no PostgreSQL address: write postgres://user:password@host:5432/database.', 'DATABASE_URL');
  }
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts>(factsQuery);
    return checkFacts(rows[0], shownServer(databaseUrl));
  } catch (error) {
    return cannotStart(connectionSentence(error, databaseUrl), 'DATABASE_URL');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a server says of itself. `number` is 180004 for 18.4. */
export interface ServerFacts {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
}

const factsQuery = `
  SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
         current_setting('server_encoding') AS encoding`;

/** Refuses PostgreSQL 14 and older, and a database that cannot hold every character of a prompt. */
export function checkFacts(facts: ServerFacts | undefined, server: string): StartOutcome<void> {
  const { version = '', number = 0, encoding = '' } = facts ?? {};
  if (number < oldestMajor * 10_000) {
    return cannotStart(`PostgreSQL at ${server} is ${version}: Halfpenny needs ${oldestMajor} or newer.`, 'DATABASE_URL');
  }
  if (encoding === 'UTF8') return started(undefined);
  return cannotStart(`The database at ${server} is encoded in ${encoding}: create it with ENCODING 'UTF8'.`, 'DATABASE_URL');
}

/** What went wrong with a connection, as a sentence that says what to do. */
function connectionSentence(error: unknown, databaseUrl: string): string {
  const server = shownServer(databaseUrl);
  const { username, pathname } = new URL(databaseUrl);
  const user = decodeURIComponent(username);
  if (error instanceof DatabaseError) {
    if (error.code === '28P01' || error.code === '28000') {
      return `PostgreSQL at ${server} does not let in "${user}": correct user and password in DATABASE_URL.`;
    }
    if (error.code === '3D000') return `PostgreSQL at ${server} has no database "${pathname.slice(1)}": create it or correct DATABASE_URL.`;
    return `PostgreSQL at ${server} refuses the connection: ${error.message}.`;
  }
  return `PostgreSQL at ${server} cannot be reached (${reasonOf(error)}): start it or correct DATABASE_URL.`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host';
  if (code === 'ETIMEDOUT') return 'no answer';
  return error instanceof Error ? error.message : String(error);
}

/** `db.example:5432`, without user and password. */
function shownServer(databaseUrl: string): string {
  const { hostname, port } = new URL(databaseUrl);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}

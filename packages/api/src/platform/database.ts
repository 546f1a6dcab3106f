/**
 * The way to PostgreSQL. Work is done inside a transaction that has taken a role which owns nothing and, for a request, has named its
 * workspace: row-level security shows it no other row. Both settings end with the transaction, so a pooled connection carries nothing over.
 */
import { invariant } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type QueryResult } from 'pg';
import type { Logger } from 'pino';
import { isId } from './identifiers.ts';

/** A pool of connections with drizzle over it. */
export type Database = NodePgDatabase & { readonly $client: Pool };

/** What work is handed: the same queries as a database, all on one connection and inside one transaction. */
export type Transaction = NodePgDatabase & { readonly $client: PoolClient };

/** Opens a pool. It connects when it is first asked; `checkServer` says beforehand, in a sentence, whether it can. */
export function openDatabase(url: string, options: { readonly logger: Logger; readonly connectionsMost?: number }): Database {
  const pool = new Pool({ connectionString: url, max: options.connectionsMost ?? 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => options.logger.warn({ err: error }, 'PostgreSQL closed an idle connection.'));
  // What breaks a connection in use fails the statement under way; unheard, the event itself would end the process.
  pool.on('connect', (client) => void client.on('error', unheard));
  return drizzle(pool);
}

/** Closes every connection of the pool, after the work under way. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}

/**
 * Runs `work` in one transaction as the service, in one workspace. What it throws rolls everything back.
 * Example: `withWorkspace(database, workspaceId, (tx) => tx.select().from(quoteTable))` sees the quotes of that workspace alone.
 */
export function withWorkspace<T>(database: Database, workspaceId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withWorkspaceAsking(database, { workspaceId, question: '0' }, work);
}

/**
 * As `withWorkspace`, but every statement sees the database as it was at the first: for what is read in several and must fit together. It writes nothing.
 * Example: the ledger and its roll-ups, summed one after the other while both go on.
 */
export function withSnapshot<T>(database: Database, workspaceId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(database, settingsOf({ workspaceId, question: '0' }), work, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

/** A workspace, and one more thing to ask of the database on the way in: a scalar SQL expression, a constant of the program. */
export interface Entry {
  readonly workspaceId: string;
  readonly question: string;
}

/** As `withWorkspace`; the answer to a question, as text, comes with the transaction at no further round trip. */
export function withWorkspaceAsking<T>(
  database: Database,
  entry: Entry,
  work: (tx: Transaction, answer: string) => Promise<T>,
): Promise<T> {
  return inTransaction(database, settingsOf(entry), work);
}

function settingsOf({ workspaceId, question }: Entry): string {
  invariant(isId(workspaceId), 'A workspace is known by an id, which can stand in a statement as it is.');
  const settings = `set_config('role', 'halfpenny_service', true), set_config('app.workspace', '${workspaceId}', true)`;
  return `SELECT (${question})::text AS answer, ${settings}`;
}

/** Runs `work` in one transaction as the system role, which sees every workspace: start-up, sweepers, publication. Never for a request. */
export function asSystem<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(database, `SELECT '0' AS answer, set_config('role', 'halfpenny_system', true)`, work);
}

/** Begins and makes the settings in one round trip. A connection on which even the rollback fails is not used again. */
async function inTransaction<T>(
  database: Database,
  settings: string,
  work: (tx: Transaction, answer: string) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await database.$client.connect();
  // What broke the connection fails the statement under way; unheard, the event itself would end the process.
  client.on('error', unheard);
  let broken = false;
  try {
    // Several statements at once are answered by as many results, which the type of the library does not say.
    const results = (await client.query<{ answer: string }>(`${begin}; ${settings}`)) as unknown as readonly QueryResult<{
      answer: string;
    }>[];
    const tx = drizzle(client);
    const value = await work(tx, results[1]?.rows[0]?.answer ?? '');
    const { command } = await tx.execute(sql`COMMIT`);
    invariant(command === 'COMMIT', 'A transaction in which a statement failed is not carried on.');
    return value;
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw cause;
  } finally {
    client.off('error', unheard);
    client.release(broken);
  }
}

function unheard(): void {
  // The statement under way was told.
}

/**
 * The way to PostgreSQL. Work is done inside a transaction that has taken a role which owns nothing and, for a request, has named its
 * workspace: row-level security shows it no other row. Both settings end with the transaction, so a pooled connection carries nothing over.
 */
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Logger } from 'pino';

/** A pool of connections with drizzle over it. */
export type Database = NodePgDatabase & { readonly $client: Pool };

/** What work is handed: the same queries as a database, inside one transaction. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Opens a pool. It connects when it is first asked; `checkServer` says beforehand, in a sentence, whether it can. */
export function openDatabase(url: string, options: { readonly logger: Logger; readonly connectionsMost?: number }): Database {
  const pool = new Pool({ connectionString: url, max: options.connectionsMost ?? 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => options.logger.warn({ err: error }, 'PostgreSQL closed an idle connection.'));
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
  return database.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('role', 'halfpenny_service', true), set_config('app.workspace', ${workspaceId}, true)`);
    return work(tx);
  });
}

/** Runs `work` in one transaction as the system role, which sees every workspace: start-up, sweepers, publication. Never for a request. */
export function asSystem<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('role', 'halfpenny_system', true)`);
    return work(tx);
  });
}

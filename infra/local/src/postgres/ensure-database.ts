/** The service's database on the embedded PostgreSQL, made at the first start. */
import { Client } from 'pg';
import type { PostgresServer } from './server.ts';

/** The URL of that database of the server, which is made if there is none. */
export async function ensureDatabase(server: PostgresServer, name: 'halfpenny'): Promise<string> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return server.url(name);
}

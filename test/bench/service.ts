import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogger, prepareDatabase, readSettings, startSandbox, startService, systemClock } from '@halfpenny/api';
import { startPostgres } from '@halfpenny/local';
import autocannon from 'autocannon';
import { Pool } from 'pg';
import { printRates } from './report.ts';
import type { Rate } from './report.ts';

const seconds = 5;
const connections = 16;
const quote = `mutation { quote(input: { request: { model: "gpt-image-2", size: "1024x1024", quality: "low", prompt: "Sparkling shell with a pearl" } })
  { ... on Quote { id best { provider expected { amount } } } } }`;

/** The service on a durable PostgreSQL and loopback HTTP, beside the least that any service would do for the same request. */
export async function benchService(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-bench-'));
  const postgres = await startPostgres({ home: join(folder, 'postgres'), durable: true });
  const databaseUrl = postgres.url('postgres');
  try {
    const rates = [await bareTransactions(databaseUrl), ...(await overHttp(databaseUrl, folder))];
    printRates(`Quoting over HTTP, ${connections} at once for ${seconds} s, each quote stored and flushed`, rates);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

/** Begin, name a workspace, insert one row, commit: what storing anything costs on this machine. */
async function bareTransactions(connectionString: string): Promise<Rate> {
  const pool = new Pool({ connectionString, max: connections });
  await pool.query('CREATE TABLE bench_row (id bigint GENERATED ALWAYS AS IDENTITY, body jsonb)');
  const until = performance.now() + seconds * 1000;
  const counts = await Promise.all(Array.from({ length: connections }, () => insertUntil(pool, until)));
  await pool.end();
  return {
    name: 'bare transaction (begin, set workspace, insert, commit)',
    perSecond: counts.reduce((sum, count) => sum + count, 0) / seconds,
  };
}

async function insertUntil(pool: Pool, until: number): Promise<number> {
  for (let count = 0; ; count += 1) {
    if (performance.now() >= until) return count;
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.workspace', $1, true)", ['01890000-0000-7000-8000-000000000001']);
    await client.query('INSERT INTO bench_row (body) VALUES ($1)', [JSON.stringify({ quote })]);
    await client.query('COMMIT');
    client.release();
  }
}

async function overHttp(databaseUrl: string, folder: string): Promise<readonly Rate[]> {
  const logger = openLogger('silent');
  const prepared = await prepareDatabase(databaseUrl, { clock: systemClock, logger });
  if (!prepared.ok) throw new Error(prepared.refusal.message);
  const sandbox = await startSandbox({ port: 0, folder: join(folder, 'sandbox'), clock: systemClock });
  const settings = readSettings({ PORT: '0', DATABASE_URL: databaseUrl, HALFPENNY_DATA: folder, SANDBOX_URL: sandbox.url });
  if (!settings.ok) throw new Error(settings.refusal.message);
  const service = await startService(settings.value, { clock: systemClock, logger, adminFolder: undefined });
  if (!service.ok) throw new Error(service.refusal.message);
  const nothing = await fire(service.value.address, 'an operation that does nothing', '{ __typename }');
  const quotes = await fire(service.value.address, 'quote, at three providers', quote);
  await service.value.close();
  await sandbox.close();
  return [nothing, quotes];
}

/** Fires one document from a thread of its own, and counts only answers without errors. */
async function fire(address: string, name: string, document: string): Promise<Rate> {
  const result = await autocannon({
    url: `${address}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document }),
    connections,
    duration: seconds,
    workers: 1,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${name}: ${result.non2xx} refused, ${result.errors} failed.`);
  return { name, perSecond: result['2xx'] / result.duration };
}

import { Pool } from 'pg';
import { fire, quoteQuestion } from './load.ts';
import { rateText } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const seconds = 5;
const connections = 16;

/** A stored quote over HTTP, beside the least that any service would do for it, and beside a mutation that does nothing. */
export async function benchQuotes(stage: Stage): Promise<Section> {
  const bare = await bareTransactions(stage.databaseUrl);
  const service = await stage.serve();
  await fire({ addresses: [service.address], question: quoteQuestion, connections, seconds: 2 });
  const nothing = (await fire({ addresses: [service.address], question: { query: 'mutation { __typename }' }, connections, seconds }))
    .perSecond;
  const quote = (await fire({ addresses: [service.address], question: quoteQuestion, connections, seconds })).perSecond;
  await service.stop();
  const ratio = quote / bare;
  return {
    title: 'A stored quote over HTTP',
    method: `${connections} at once for ${seconds} s, each quote priced at three providers, stored and flushed; the load comes from a thread of its own.`,
    rates: [
      { name: 'bare transaction: begin, set workspace, insert, commit', perSecond: bare },
      { name: 'mutation that does nothing', perSecond: nothing },
      { name: 'quote', perSecond: quote },
    ],
    promised: [
      {
        promise: 'at least 0.5 of the bare transaction',
        measured: `${ratio.toFixed(2)} (${rateText(quote)} a second)`,
        holds: ratio >= 0.5,
      },
    ],
  };
}

/** Begin, name a workspace, insert one row, commit: what storing anything costs on this machine. */
async function bareTransactions(connectionString: string): Promise<number> {
  const pool = new Pool({ connectionString, max: connections });
  await pool.query('CREATE TABLE bench_row (id bigint GENERATED ALWAYS AS IDENTITY, body jsonb)');
  const until = performance.now() + seconds * 1000;
  const counts = await Promise.all(Array.from({ length: connections }, () => insertUntil(pool, until)));
  await pool.query('DROP TABLE bench_row');
  await pool.end();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

async function insertUntil(pool: Pool, until: number): Promise<number> {
  for (let count = 0; ; count += 1) {
    if (performance.now() >= until) return count;
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.workspace', $1, true)", ['01890000-0000-7000-8000-000000000001']);
    await client.query('INSERT INTO bench_row (body) VALUES ($1)', [JSON.stringify({ quoteQuestion })]);
    await client.query('COMMIT');
    client.release();
  }
}

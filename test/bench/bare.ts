/** The least that a request could cost: the same statements, and the same call by the same client, from a loop that does nothing else. */
import { randomUUID } from 'node:crypto';
import { OpenAI } from 'openai';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { recordedKey } from './record.ts';
import type { Step } from './record.ts';

/** What the loop runs, where, and how many times at once. */
export interface BareLoop {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  readonly steps: readonly Step[];
  readonly connections: number;
  readonly seconds: number;
}

/** How many times a second the loop comes to its end. */
export async function runBareLoop({ databaseUrl, providerUrl, steps, connections, seconds }: BareLoop): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: connections });
  const client = new OpenAI({ apiKey: 'bench', baseURL: providerUrl, maxRetries: 0 });
  const kept = await idsThatStay(pool);
  const made = [...new Set(JSON.stringify(steps).match(uuid) ?? [])].filter((id) => !kept.has(id));
  const until = performance.now() + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: connections }, () => repeatUntil(until, () => once(pool, client, { steps, made }))),
  );
  await pool.end();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids that were there before and are shared by every generation. */
async function idsThatStay(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM workspace UNION SELECT id FROM price_entry UNION SELECT id FROM provider_account UNION SELECT id FROM budget',
  );
  return new Set(rows.map(({ id }) => id));
}

async function repeatUntil(until: number, work: () => Promise<void>): Promise<number> {
  for (let count = 0; ; count += 1) {
    if (performance.now() >= until) return count;
    await work();
  }
}

interface Recorded {
  readonly steps: readonly Step[];
  readonly made: readonly string[];
}

async function once(pool: Pool, client: OpenAI, { steps, made }: Recorded): Promise<void> {
  const fresh = new Map(made.map((id) => [id, randomUUID()]));
  const key = randomUUID();
  const renewed = (text: string): string => text.replaceAll(uuid, (id) => fresh.get(id) ?? id).replaceAll(recordedKey, key);
  let connection: PoolClient | undefined;
  try {
    for (const step of steps) {
      if (step.call) {
        connection?.release();
        connection = undefined;
        await client.images.generate({ model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' });
        continue;
      }
      connection ??= await pool.connect();
      const values = step.values.map((value) => renewValue(value, renewed));
      await connection.query({ text: renewed(step.text), values, ...(step.name === undefined ? {} : { name: step.name }) });
    }
  } finally {
    connection?.release();
  }
}

function renewValue(value: unknown, renewed: (text: string) => string): unknown {
  if (typeof value === 'string') return renewed(value);
  if (Array.isArray(value)) return value.map((item) => renewValue(item, renewed));
  return value;
}

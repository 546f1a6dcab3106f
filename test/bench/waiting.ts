import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Child } from './child.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const many = 1000;
const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

/** A thousand generations that wait, and a thousand callers that wait for news of them: what PostgreSQL sees of it. */
export async function benchWaiting(stage: Stage): Promise<Section> {
  const pool = new Pool({ connectionString: stage.databaseUrl, max: 1 });
  // Queued by a process that works nothing off, and waited for at that process.
  const service = await stage.serve({ WORKERS: '0' });
  const before = await connections(pool);
  const ids: string[] = [];
  const begun = performance.now();
  for (let number = 0; number < many; number += 1) ids.push(await queue(service, `waiting ${number}`));
  const perSecond = (many * 1000) / (performance.now() - begun);
  const waiting = Promise.all(ids.map((id) => waitForNews(service, id)));
  await after(5000);
  const seen = { open: await openTransactions(pool), connections: await connections(pool) };
  await service.stop();
  await waiting;
  await pool.end();
  return {
    title: `${many.toLocaleString('en')} who wait`,
    method: `${many} generations with wait: false, one after the other; then as many callers that wait for progress, each over a connection of its own to the service. Five seconds later PostgreSQL is asked what it sees.`,
    rates: [{ name: 'generation queued, with its hold', perSecond }],
    promised: [
      { promise: 'no open transaction', measured: `${seen.open} open`, holds: seen.open === 0 },
      {
        promise: 'no connection each',
        measured: `${seen.connections} connections to PostgreSQL, ${before} before anybody waited`,
        holds: seen.connections <= before + 20,
      },
    ],
  };
}

async function queue(service: Child, requestKey: string): Promise<string> {
  const query = 'mutation ($input: GenerateInput!) { generate(input: $input) { ... on Generation { id } } }';
  const input = { requestKey, request, providers: ['openai'], wait: false };
  const { data } = (await (await ask(service, { query, variables: { input } })).json()) as { data: { generate: { id: string } } };
  return data.generate.id;
}

/** Ends with the service, which nobody here works for. */
async function waitForNews(service: Child, id: string): Promise<void> {
  const query = 'query ($id: ID!) { generationProgress(id: $id, after: "queued.0.0.none.0") { mark } }';
  await ask(service, { query, variables: { id } }).catch(() => undefined);
}

async function ask(service: Child, question: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return await fetch(`${service.address}/graphql`, { method: 'POST', headers, body: JSON.stringify(question) });
}

async function openTransactions(pool: Pool): Promise<number> {
  const question = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND state LIKE '%transaction%'`;
  return (await pool.query<{ n: number }>(question)).rows[0]?.n ?? -1;
}

async function connections(pool: Pool): Promise<number> {
  const question = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  return (await pool.query<{ n: number }>(question)).rows[0]?.n ?? -1;
}

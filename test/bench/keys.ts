import { closeDatabase, KeyRing, openDatabase, openLogger, systemClock, systemStopwatch } from '@halfpenny/api';
import { setTimeout as after } from 'node:timers/promises';
import { Bench } from 'tinybench';
import type { Child } from './child.ts';
import { atMostMicroseconds } from './engine-section.ts';
import { ratesOf } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const revocations = 20;

interface Key {
  readonly id: string;
  readonly secret: string;
}

/** Checking a key that is known, and how long a revoked one still opens at another process than the one that revoked it. */
export async function benchKeys(stage: Stage): Promise<Section> {
  const [one, two] = [await stage.serve(), await stage.serve()];
  const rates = await checks(stage, await newKey(one));
  const waits: number[] = [];
  for (let round = 0; round < revocations; round += 1) waits.push(await untilRefused(one, two));
  await Promise.all([one.stop(), two.stop()]);
  const worst = Math.max(...waits);
  return {
    title: 'API keys',
    method: `A key checked again and again in one process; then ${revocations} keys, each used at two processes and revoked at one, shown to the other every ten milliseconds until it is refused.`,
    rates,
    promised: [
      atMostMicroseconds('a known key is checked in under 5 µs', 5, rates),
      {
        promise: 'a revocation is effective on every process within a second',
        measured: `${Math.round(worst)} ms at most`,
        holds: worst < 1000,
      },
    ],
  };
}

async function checks(stage: Stage, { secret }: Key) {
  const database = openDatabase(stage.databaseUrl, { logger: openLogger('silent'), connectionsMost: 1 });
  const ring = new KeyRing({ database, clock: systemClock, stopwatch: systemStopwatch });
  if ((await ring.callerOf(secret)) === undefined) throw new Error('The key that was made opens.');
  const bench = new Bench({ time: 2000 });
  bench.add('a known key is checked', async () => void (await ring.callerOf(secret)));
  await bench.run();
  await closeDatabase(database);
  return ratesOf(bench);
}

/** Milliseconds from the answer to the revocation until the other process refuses the key. */
async function untilRefused(revoking: Child, other: Child): Promise<number> {
  const { id, secret } = await newKey(revoking);
  if ((await statusOf(other, secret)) !== 200) throw new Error('The key that was made opens everywhere.');
  await ask(revoking, `mutation { revokeApiKey(id: "${id}") { __typename } }`);
  const revokedAt = performance.now();
  while ((await statusOf(other, secret)) === 200) await after(10);
  return performance.now() - revokedAt;
}

async function newKey(service: Child): Promise<Key> {
  const made = `mutation { createApiKey(input: { name: "bench", roles: [APP] }) { ... on CreatedApiKey { secret key { id } } } }`;
  const { data } = (await (await ask(service, made)).json()) as { data: { createApiKey: { secret: string; key: { id: string } } } };
  const { createApiKey } = data;
  return { id: createApiKey.key.id, secret: createApiKey.secret };
}

async function statusOf(service: Child, secret: string): Promise<number> {
  return (await ask(service, '{ __typename }', { authorization: `Bearer ${secret}` })).status;
}

function ask({ address }: Child, query: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

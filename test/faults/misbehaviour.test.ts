/** The sandbox does wrong, one way after the other; what the service then knows, holds and has posted stands in a table. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callMisbehaviours } from '../../packages/api/src/providers/sandbox/misbehaviour/misbehaviours.ts';
import { generateDocument } from '../world/generation-document.ts';
import type { Generated } from '../world/generation-document.ts';
import { startWorld } from '../world/service.ts';
import type { World } from '../world/service.ts';

let world: World;
let database: Client;

beforeAll(async () => {
  world = await startWorld({ environment: { PROVIDER_TIMEOUT_SECONDS: '1' } });
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

/** What is known after a call, on one line: "SUCCEEDED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594". */
async function outcomeOf(requestKey: string): Promise<string> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };
  const input = { requestKey, request, providers: ['openai'] };
  const { generate } = await world.ask<{ generate: Generated }>(generateDocument, { input });
  const { status, cost, attempts } = generate;
  const known = [status, cost.state, cost.total?.amount].filter((part) => part !== undefined).join(' ');
  const lines = (await world.invoice()).lines.filter((line) =>
    attempts.some(({ clientRequestId }) => clientRequestId === line.clientRequestId),
  );
  const billed = lines.map(({ amount }) => amount).join(', ') || 'nothing';
  const outcomes = attempts.map(({ outcome }) => outcome).join(', ');
  return `${known}; attempts ${outcomes}; hold ${await holdOf(generate.id)}; billed ${billed}; posted ${await postedFor(generate.id)}`;
}

async function holdOf(generationId: string): Promise<string> {
  const { rows } = await database.query<{ hold: string }>(
    `SELECT CASE WHEN x.outcome IS NULL THEN 'open' WHEN x.overrun > 0 THEN 'overrun by ' || trim_scale(x.overrun) ELSE x.outcome END AS hold
     FROM hold AS h LEFT JOIN hold_settlement AS x ON x.hold_id = h.id WHERE h.generation_id = $1`,
    [generationId],
  );
  return rows.map(({ hold }) => hold).join(', ');
}

async function postedFor(generationId: string): Promise<string> {
  const { rows } = await database.query<{ posted: string }>(
    `SELECT e.account || ' ' || trim_scale(sum(e.amount)) AS posted FROM ledger_tx AS t JOIN ledger_entry AS e ON e.tx_id = t.id
     WHERE t.generation_id = $1 AND e.amount > 0 GROUP BY e.account ORDER BY e.account`,
    [generationId],
  );
  return rows.map(({ posted }) => posted).join(', ') || 'nothing';
}

async function command(misbehaviour: string, more: object = {}): Promise<void> {
  const body = JSON.stringify({ misbehaviour, ...more });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${world.sandboxUrl}/control`, { method: 'POST', headers, body })).status).toBe(201);
}

const inDoubt = 'UNKNOWN IN_DOUBT; attempts UNKNOWN; hold open';
const retried = 'SUCCEEDED SETTLED 0.00594; attempts FAILED, SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594';

const undelivered = 'FAILED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted undelivered_cost 0.00594';

const expected: Readonly<Record<keyof typeof callMisbehaviours, string>> = {
  'rate-limited': retried,
  unavailable: retried,
  'server-error': `${inDoubt}; billed nothing; posted nothing`,
  'server-error-billed': `${inDoubt}; billed 0.00594; posted nothing`,
  'wrong-key': 'FAILED VOID 0; attempts REFUSED; hold released; billed nothing; posted nothing',
  silent: `${inDoubt}; billed nothing; posted nothing`,
  'silent-billed': `${inDoubt}; billed 0.00594; posted nothing`,
  reset: `${inDoubt}; billed 0.00594; posted nothing`,
  'slow-loris': `${inDoubt}; billed 0.00594; posted nothing`,
  'huge-reply': `${inDoubt}; billed 0.00594; posted nothing`,
  'invalid-json': `${inDoubt}; billed 0.00594; posted nothing`,
  'not-an-image': undelivered,
  'usage-missing': 'SUCCEEDED ESTIMATED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594',
  'usage-contradictory': 'SUCCEEDED UNBILLED; attempts SUCCEEDED; hold open; billed 0.00594; posted nothing',
  'usage-zero': 'SUCCEEDED UNBILLED; attempts SUCCEEDED; hold open; billed 0.00594; posted nothing',
  'usage-undetailed': 'SUCCEEDED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594',
  'fewer-images': 'SUCCEEDED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594',
  'url-reply': 'SUCCEEDED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594',
  'url-elsewhere': undelivered,
  'url-redirected': undelivered,
  'url-huge': undelivered,
  'url-gone': undelivered,
  'other-size': 'SUCCEEDED SETTLED 0.0048; attempts SUCCEEDED; hold settled; billed 0.0048; posted generation_cost 0.0048',
  'other-quality': 'SUCCEEDED SETTLED 0.05274; attempts SUCCEEDED; hold overrun by 0.0468; billed 0.05274; posted generation_cost 0.05274',
  'moderation-block': `${inDoubt}; billed nothing; posted nothing`,
  'moderation-block-billed': `${inDoubt}; billed 0.00594; posted nothing`,
  'repeated-request-id': 'SUCCEEDED SETTLED 0.00594; attempts SUCCEEDED; hold settled; billed 0.00594; posted generation_cost 0.00594',
};

describe('After a provider did wrong', () => {
  it.each(Object.keys(callMisbehaviours) as readonly (keyof typeof callMisbehaviours)[])('once: %s', async (name) => {
    await command(name);
    expect(await outcomeOf(`once ${name}`)).toBe(expected[name]);
  });
});

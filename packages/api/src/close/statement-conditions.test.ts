/** What a close asks of statements, held against what reconciliations left: items undecided, items carried, and what stands in suspense. */
import { pino } from 'pino';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { statementConditions } from './statement-conditions.ts';

const closing = { workspaceId: defaultWorkspace, book: 'simulated', month: '2026-10-01', until: '2026-11-01' } as const;
const account = '01890000-0000-7000-8000-0000000000a1';
const runId = '01890000-0000-7000-8000-0000000000a2';
const at = '2026-11-05T00:00:00Z';
const run = {
  workspace_id: defaultWorkspace,
  id: runId,
  provider_account_id: account,
  book: 'simulated',
  period_from: '2026-10-01T00:00:00Z',
  period_until: '2026-11-01T00:00:00Z',
  state: 'accepted',
  step: 'done',
  known_at: at,
  engine_version: '1',
  versions: {},
  policy: {},
  approval_above: 1,
  hash: '0'.repeat(64),
  lines: 1,
  charges: 1,
  items: 2,
  result: {},
  started_by: 'name:Ada',
  started_by_name: 'Ada',
  created_at: at,
  reconciled_at: at,
  accepted_by: 'name:Ada',
  accepted_by_name: 'Ada',
  accepted_at: at,
};
const item = {
  workspace_id: defaultWorkspace,
  run_id: runId,
  currency: 'USD',
  part: 'rate',
  cause: 'price',
  class: 'open',
  posted_before: 0,
};
const found = { differences: [{}], alternatives: [], lines: [], charges: [] };
const items = [
  { ...item, ...found, number: 1, item_key: 'a', amount: 0.4, state: 'open' },
  { ...item, ...found, number: 2, item_key: 'b', amount: 0.1, posted_before: 0.04, state: 'carried', resolution_id: runId },
];

let world: TestDatabase;
let database: Database;
beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  const client = await database.$client.connect();
  await client.query("SET session_replication_role = 'replica'");
  await client.query('INSERT INTO reconciliation_run SELECT * FROM jsonb_populate_record(NULL::reconciliation_run, $1)', [
    JSON.stringify(run),
  ]);
  await client.query('INSERT INTO reconciliation_item SELECT * FROM jsonb_populate_recordset(NULL::reconciliation_item, $1)', [
    JSON.stringify(items),
  ]);
  await client.query("SET session_replication_role = 'origin'");
  client.release();
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

/** Which of the conditions on items hold, with so much in suspense. */
async function holding(inSuspense: string): Promise<Readonly<Record<string, boolean>>> {
  const about = { code: 1900, account: 'statement_suspense', currency: 'USD', opening: '0', debit: inSuspense, credit: '0' };
  const balance = [{ ...about, closing: inSuspense }];
  const conditions = await withWorkspace(database, defaultWorkspace, (tx) =>
    statementConditions(tx, closing, { balance, at: new Date(at) }),
  );
  return Object.fromEntries(conditions.map(({ key, holds }) => [key, holds]));
}

it('What stands in suspense is what is undecided or carried, less what an accepted run posted before', async () => {
  expect(await holding('0.46')).toMatchObject({ suspense: true });
  expect(await holding('0.5')).toMatchObject({ suspense: false });
});

it('An item that nobody has decided keeps the month open, one that is carried does not', async () => {
  expect(await holding('0.46')).toMatchObject({ 'items-settled': false });
  await database.execute(
    sql`SET session_replication_role = 'replica'; UPDATE reconciliation_item SET state = 'resolved', resolution_id = run_id WHERE number = 1`,
  );
  expect(await holding('0.06')).toMatchObject({ 'items-settled': true, suspense: true });
});

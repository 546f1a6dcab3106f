/** What a close asks of statements, held against what reconciliations left: items undecided, items carried, and what stands in suspense. */
import { pino } from 'pino';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statementRows } from '../../../../test/faults/good-statement.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { balanceConditions } from './balance-conditions.ts';
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
  result: { currencies: [{ currency: 'USD', stated: '0.46' }], doubts: [] },
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
  await raw('provider_account', [
    { workspace_id: defaultWorkspace, id: account, provider: 'openai', book: 'simulated', created_at: at, lag_hours: 72 },
  ]);
  await raw('reconciliation_run', [run]);
  await raw('reconciliation_item', items);
});
/** Rows as they are, past every trigger and reference. */
async function raw(table: string, rows: readonly object[]): Promise<void> {
  const client = await database.$client.connect();
  await client.query("SET session_replication_role = 'replica'");
  await client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [JSON.stringify(rows)]);
  await client.query("SET session_replication_role = 'origin'");
  client.release();
}
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

/** Which of the conditions on items hold. */
async function holding(): Promise<Readonly<Record<string, boolean>>> {
  const conditions = await withWorkspace(database, defaultWorkspace, async (tx) => [
    ...(await statementConditions(tx, closing, new Date(at))),
    ...(await balanceConditions(tx, closing, [])),
  ]);
  return Object.fromEntries(conditions.map(({ key, holds }) => [key, holds]));
}

const usd = (on: string, amount: number) => ({ account: on, currency: 'USD', amount });

/** A transaction of October, past the rules of the ledger. */
async function posted(id: string, entries: readonly object[]): Promise<void> {
  const tx = { workspace_id: defaultWorkspace, id, book: 'simulated', provider_account_id: account, event: 'trial', engine_version: '1' };
  await raw('ledger_tx', [{ ...tx, service_at: '2026-10-31', accounting_date: '2026-10-31', recorded_at: at, written_in: '3' }]);
  await raw(
    'ledger_entry',
    entries.map((entry, position) => ({ workspace_id: defaultWorkspace, tx_id: id, position, ...entry })),
  );
}

it('What stands in suspense is what is undecided or carried, less what an accepted run posted before', async () => {
  const [proof] = await suspense();
  expect(proof).toMatchObject({ left: { value: '0' }, right: { value: '0.46' }, difference: '-0.46', providerAccountId: account });
  await posted('01890000-0000-7000-8000-0000000000a3', [usd('statement_suspense', 0.46), usd('provider_payable', -0.46)]);
  expect(await holding()).toMatchObject({ suspense: true });
});

it('What is payable is what accepted statements come to, and a proof that fails says by how much, where and what is next', async () => {
  expect(await holding()).toMatchObject({ payable: true });
  await posted('01890000-0000-7000-8000-0000000000a4', [usd('provider_payable', 0.06), usd('cash_clearing', -0.06)]);
  const conditions = await withWorkspace(database, defaultWorkspace, (tx) => balanceConditions(tx, closing, []));
  expect(conditions.find(({ key }) => key === 'payable')).toMatchObject({
    holds: false,
    proofs: [
      { of: 'openai', providerAccountId: account, currency: 'USD', left: { value: '-0.4' }, right: { value: '-0.46' }, difference: '0.06' },
    ],
    next: expect.stringContaining('Open the statements of the account named'),
  });
});

it('An item that nobody has decided keeps the month open, one that is carried does not', async () => {
  expect(await holding()).toMatchObject({ 'items-settled': false });
  await database.execute(
    sql`SET session_replication_role = 'replica'; UPDATE reconciliation_item SET state = 'resolved', resolution_id = run_id WHERE number = 1`,
  );
  expect(await holding()).toMatchObject({ 'items-settled': true, suspense: false });
});

it('A statement of accepted days that came in later and differs keeps the month open until it is accepted, one that came before does not', async () => {
  const line = {
    provider_account_id: account,
    series: 'charges',
    version: 1,
    line_item: 'image',
    currency: 'USD',
    amount: 1,
    occurrence: 1,
  };
  const day = { bucket_start: '2026-10-09T00:00:00Z', bucket_end: '2026-10-10T00:00:00Z' };
  const stated = {
    workspace_id: defaultWorkspace,
    import_id: runId,
    ordinal: 1,
    file_line: 2,
    file_column: 1,
    project: '',
    api_key: '',
    ...line,
    ...day,
  };
  await raw('statement_line', [{ ...stated, amount_text: '1', residue: 0 }]);
  expect(await holding()).toMatchObject({ 'nothing-stated-since': false });
  await database.execute(sql`SET session_replication_role = 'replica'; UPDATE reconciliation_run SET versions = '{"charges": 1}'`);
  expect(await holding()).toMatchObject({ 'nothing-stated-since': true });
  await database.execute(sql`SET session_replication_role = 'replica'; UPDATE statement_line SET superseded_by = 2`);
  expect(await holding()).toMatchObject({ 'nothing-stated-since': false });
});

it('An invoice that came in after the statement of its days was accepted keeps the month open until they are reconciled with it', async () => {
  const [, invoice = {}] = statementRows(account).find(([table]) => table === 'statement_import') ?? [];
  const october = { series: 'payable', version: 2, superseded_by: null, period: '["2026-10-01T00:00:00Z","2026-11-01T00:00:00Z")' };
  await raw('statement_import', [{ ...invoice, workspace_id: defaultWorkspace, ...october }]);
  expect(await holding()).toMatchObject({ 'invoices-tied': false });
  await database.execute(
    sql`SET session_replication_role = 'replica'; UPDATE reconciliation_run SET versions = versions || '{"payable": 2}'`,
  );
  expect(await holding()).toMatchObject({ 'invoices-tied': true });
});

async function suspense() {
  const conditions = await withWorkspace(database, defaultWorkspace, (tx) => balanceConditions(tx, closing, []));
  return conditions.find(({ key }) => key === 'suspense')?.proofs ?? [];
}

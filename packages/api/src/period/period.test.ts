/** Months of the books: closed softly and hard, and where postings are dated that come afterwards. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hardClosed } from '../../../../test/world/closed-month.ts';
import { anonymous, asked, type Asker } from '../../../../test/world/askers.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let finance: Asker;

beforeAll(async () => {
  world = await startWorld();
  finance = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  await database.query(`INSERT INTO provider_account (id, workspace_id, provider, book, created_at)
    VALUES (gen_random_uuid(), '${defaultWorkspace}', 'openai', 'simulated', '2026-10-01')`);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const ofAccount = `'${defaultWorkspace}'::uuid, gen_random_uuid(), 'simulated', (SELECT id FROM provider_account LIMIT 1)`;
const recordedAt = '2026-11-20T12:00:00Z';

/** Posts a dollar for work of an instant, as every path does, and says where it is dated, for which month, and why it came. */
async function post(servedAt: string): Promise<readonly unknown[]> {
  const { rows } = await database.query<{ id: string }>(
    `WITH made AS (SELECT gen_random_uuid() AS id), posted AS (
       SELECT post_transaction(
         jsonb_build_object('workspace_id', '${defaultWorkspace}', 'id', id, 'book', 'simulated', 'provider_account_id', (SELECT id FROM provider_account LIMIT 1),
           'event', 'trial', 'engine_version', '1', 'service_at', $1::text, 'recorded_at', '${recordedAt}', 'reason', 'A late answer.'),
         jsonb_build_array(
           jsonb_build_object('workspace_id', '${defaultWorkspace}', 'tx_id', id, 'position', 0, 'account', 'generation_cost', 'currency', 'USD', 'amount', 1),
           jsonb_build_object('workspace_id', '${defaultWorkspace}', 'tx_id', id, 'position', 1, 'account', 'provider_accrued', 'currency', 'USD', 'amount', -1)))
       FROM made)
     SELECT id FROM made, posted`,
    [servedAt],
  );
  const document = '{ ledgerEntries(first: 200) { edges { node { transaction accountingDate servicePeriod reason } } } }';
  const { ledgerEntries } = await asked<{ ledgerEntries: { edges: { node: Record<string, unknown> }[] } }>(finance, document);
  const posted = ledgerEntries.edges.find(({ node }) => node['transaction'] === rows[0]?.id)?.node;
  return [posted?.['accountingDate'], posted?.['servicePeriod'], posted?.['reason']];
}

/** What the database says to a transaction that is dated by hand. */
async function insert(servedAt: string, day: string, reason: string | null = null): Promise<string> {
  const statement = `INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, event, engine_version, service_at, accounting_date, recorded_at, reason)
    VALUES (${ofAccount}, 'trial', '1', $1, $2, '${recordedAt}', $3)`;
  return await database.query(statement, [servedAt, day, reason]).then(
    () => '',
    (cause: Error) => cause.message,
  );
}

async function step(name: string, month: string, reason = 'October is done.'): Promise<unknown> {
  const document = `mutation { ${name}(input: { book: SIMULATED, month: "${month}", reason: "${reason}" }) {
    ... on AccountingPeriod { month state steps { state by reason } } ... on Refusal { code path } } }`;
  return (await asked<Record<string, unknown>>(finance, document))[name];
}

const hardClose = `INSERT INTO period_step SELECT '${defaultWorkspace}', 'simulated', '2026-10-01', coalesce(max(number), 0) + 1, 'hard-closed', 'All agree.', 'name:Ada', 'Ada', now()
  FROM period_step WHERE month = '2026-10-01'`;

describe('While a month is open', () => {
  it('what was done in it is dated on the UTC day of its work, and no other day is taken', async () => {
    expect(await post('2026-10-31T23:59:59Z')).toEqual(['2026-10-31', '2026-10', null]);
    expect(await post('2026-11-01T00:30:00+01:00')).toEqual(['2026-10-31', '2026-10', null]);
    expect(await insert('2026-10-31T12:00:00Z', '2026-10-30')).toContain('is dated 2026-10-31');
    expect(await insert('2026-10-31T12:00:00Z', '2026-11-01')).toContain('is dated 2026-10-31');
  });

  it('it is closed only once it is over, and with a reason', async () => {
    expect(await step('softClosePeriod', '2026-11')).toEqual({ code: 'PERIOD_NOT_OVER', path: ['input', 'month'] });
    expect(await step('softClosePeriod', 'October')).toEqual({ code: 'INVALID_MONTH', path: ['input', 'month'] });
    expect(await step('softClosePeriod', '2026-10', ' ')).toEqual({ code: 'REASON_MISSING', path: ['input', 'reason'] });
    expect(await step('reopenPeriod', '2026-10')).toEqual({ code: 'PERIOD_STATE', path: ['input', 'month'] });
    await expect(database.query(hardClose)).rejects.toThrow('is open: it does not become hard-closed');
  });
});

describe('A soft close', () => {
  it('asks for a reason of what is dated in the month: evidence that comes late brings its own', async () => {
    const closed = { state: 'SOFT_CLOSED', by: 'this machine', reason: 'October is done.' };
    expect(await step('softClosePeriod', '2026-10')).toEqual({ month: '2026-10', state: 'SOFT_CLOSED', steps: [closed] });
    expect(await insert('2026-10-31T12:00:00Z', '2026-10-31')).toContain('is soft-closed: what is dated in it says why');
    expect(await post('2026-10-31T12:00:00Z')).toEqual(['2026-10-31', '2026-10', 'A late answer.']);
    expect(await post('2026-11-01T00:00:00Z')).toEqual(['2026-11-01', '2026-11', null]);
  });

  it('is undone by finance, and its course is told', async () => {
    expect(await step('reopenPeriod', '2026-10', 'A day is missing.')).toMatchObject({ state: 'OPEN' });
    expect(await post('2026-10-31T12:00:00Z')).toEqual(['2026-10-31', '2026-10', null]);
    const { accountingPeriods } = await asked<{ accountingPeriods: unknown }>(
      finance,
      '{ accountingPeriods(book: SIMULATED) { month state steps { state } } }',
    );
    expect(accountingPeriods).toEqual([
      { month: '2026-11', state: 'OPEN', steps: [] },
      { month: '2026-10', state: 'OPEN', steps: [{ state: 'SOFT_CLOSED' }, { state: 'OPEN' }] },
    ]);
  });

  it('waits for postings under way, and they for it', async () => {
    const other = new Client({ connectionString: world.databaseUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query(`SELECT share_posting_lock('${defaultWorkspace}', 'simulated')`);
    await database.query("SET lock_timeout = '1ms'");
    const soft = hardClose.replace("'hard-closed'", "'soft-closed'");
    await expect(database.query(soft)).rejects.toThrow('lock timeout');
    await other.query('COMMIT');
    await other.query('BEGIN');
    await other.query(soft);
    await expect(post('2026-10-31T12:00:00Z')).rejects.toThrow('lock timeout');
    await other.query('COMMIT');
    await other.end();
    await database.query('RESET lock_timeout');
  });
});

describe('A hard close', () => {
  it('is what two have signed for', async () => {
    await expect(database.query(hardClose)).rejects.toThrow('is hard-closed by a close that two have signed');
  });

  it('takes months in their order', async () => {
    await database.query('BEGIN');
    await database.query(`SELECT post_transaction(to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'service_at', '2026-09-30T12:00:00Z'),
      jsonb_build_array()) FROM ledger_tx AS t LIMIT 1`);
    await expect(database.query(hardClose)).rejects.toThrow('there are entries before 2026-10-01');
    await database.query('ROLLBACK');
  });

  it('dates what comes later on the first open day, naming the month of its work, and is never undone', async () => {
    for (const statement of hardClosed('2026-10-01')) await database.query(statement);
    expect(await post('2026-10-31T12:00:00Z')).toEqual(['2026-11-01', '2026-10', null]);
    expect(await post('2026-08-05T12:00:00Z')).toEqual(['2026-11-01', '2026-08', null]);
    expect(await insert('2026-10-31T12:00:00Z', '2026-10-31', 'By hand.')).toContain(
      'is dated 2026-11-01: the month of 2026-10-31 is closed',
    );
    expect(await step('reopenPeriod', '2026-10')).toEqual({ code: 'PERIOD_STATE', path: ['input', 'month'] });
    await expect(database.query(hardClose)).rejects.toThrow('is hard-closed: it does not become hard-closed');
  });
});

describe('What the ledger knew at an instant', () => {
  it('stays what it was: what is posted afterwards is stamped later, whatever clock its writer had', async () => {
    const { rows } = await database.query<{ pinned: Date }>(
      `SELECT pin_ledger('${defaultWorkspace}', 'simulated', '2026-11-20T12:00:05Z') AS pinned`,
    );
    expect(rows[0]?.pinned.toISOString()).toBe('2026-11-20T12:00:05.000Z');
    await post('2026-11-20T12:00:00Z');
    const late = await database.query<{ at: string }>('SELECT max(recorded_at)::text AS at FROM ledger_tx');
    expect(late.rows[0]?.at).toBe('2026-11-20 12:00:05.000001+00');
  });
});

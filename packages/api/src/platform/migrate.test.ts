import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { missingRight } from './check-rights.ts';
import { migrate } from './migrate.ts';
import { checkSchema, schemaState } from './schema-state.ts';

const silent = pino({ level: 'silent' });
const opened: TestDatabase[] = [];
const every = [
  '0001_tenancy',
  '0002_price_book',
  '0003_quote',
  '0004_generation',
  '0005_charge',
  '0006_ledger',
  '0007_ledger_rules',
  '0008_budget',
  '0009_correction',
  '0010_conclusion',
  '0011_store_quote',
  '0012_access',
  '0013_scoped_budget',
  '0014_upload',
  '0015_retention',
  '0016_template',
  '0017_outcome',
  '0018_few_round_trips',
  '0019_queue',
  '0020_batch',
  '0021_partial_image',
  '0022_change_set',
  '0023_sell_book',
  '0024_partial_retention',
  '0025_rating_run',
  '0026_two_people',
  '0027_statement',
  '0028_period',
  '0029_rollup',
  '0030_lending',
  '0031_publication_rules',
  '0032_publication_checks',
  '0033_stated_digest',
  '0034_sell_run',
  '0035_one_person',
  '0036_over_cost',
  '0037_rollup_reading',
  '0038_suggested_line_item',
  '0039_prepaid',
  '0040_close',
  '0041_reconciliation',
  '0042_stated_charge',
  '0043_provider_policy',
  '0044_measured_accrual',
  '0045_standing',
  '0046_stated_transaction',
  '0047_statement_intake',
  '0048_access_log',
  '0049_stated_by_key',
  '0050_one_period',
  '0051_doubt_decision',
  '0052_statement_placing',
  '0053_exported_order',
  '0054_refund',
  '0055_kept_proof',
  '0056_tail_by_key',
  '0057_discarded_claims',
];

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase('template1');
  opened.push(database);
  return database;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same database as another user of the server. */
function asUser(database: TestDatabase, user: string): string {
  const url = new URL(database.url);
  url.username = user;
  url.password = 'secret-of-a-test';
  return url.href;
}

beforeAll(async () => {
  const password = "LOGIN PASSWORD 'secret-of-a-test'";
  await run(
    inject('postgresUrl'),
    `CREATE ROLE maker ${password} CREATEROLE; CREATE ROLE guest ${password}; GRANT halfpenny_service, halfpenny_system TO maker`,
  );
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await run(inject('postgresUrl'), 'DROP ROLE guest');
});

describe('Migrating', () => {
  it('brings an empty database to the schema of this program, and a second time changes nothing', async () => {
    const { url } = await emptyDatabase();
    expect(await schemaState(url)).toBe('older');
    expect(await migrate(url, silent)).toEqual({ ok: true, value: every });
    expect(await schemaState(url)).toBe('current');
    expect(await migrate(url, silent)).toEqual({ ok: true, value: [] });
  });

  it('takes turns: of four at once on one database, one does the work', async () => {
    const { url } = await emptyDatabase();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => migrate(url, silent)));
    const ran = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value : [outcome.refusal.message]));
    expect(ran).toEqual(every);
  });

  it('works for a user who owns the database and may create roles, without being superuser', async () => {
    const database = await emptyDatabase();
    await run(inject('postgresUrl'), `ALTER DATABASE ${database.name} OWNER TO maker`);
    expect(await migrate(asUser(database, 'maker'), silent)).toEqual({ ok: true, value: every });
  });
});

describe('A migration that cannot be done is refused in one sentence', () => {
  it('for a user to whom nobody granted the roles that another one made', async () => {
    const database = await emptyDatabase();
    const message =
      'The roles of the service were made by another user of this server: run GRANT halfpenny_service, halfpenny_system TO "guest".';
    expect(await migrate(asUser(database, 'guest'), silent)).toMatchObject({ ok: false, refusal: { message } });
    expect(await schemaState(database.url)).toBe('older');
  });

  it('for a user who would have to make the roles and may not', () => {
    const rights = { user: 'guest', missing: true, creates: false, takes: true, tables: true, extension: true };
    expect(missingRight(rights)).toBe(
      '"guest" may not create the roles of the service: run ALTER ROLE "guest" CREATEROLE, or migrate as another user.',
    );
    expect(missingRight({ ...rights, creates: true })).toBeUndefined();
  });

  it('for a user whom the database does not belong to', async () => {
    const database = await emptyDatabase();
    expect(await migrate(asUser(database, 'maker'), silent)).toMatchObject({
      refusal: { message: '"maker" may not create tables and extensions in this database: make it the owner of the database.' },
    });
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'wrong'), / does not let in "\w+": correct user and password in DATABASE_URL\.$/],
    [
      'a database that is not there',
      (url: URL) => (url.pathname = '/nowhere'),
      / has no database "nowhere": create it or correct DATABASE_URL\.$/,
    ],
    [
      'a port where nothing listens',
      (url: URL) => (url.port = '1'),
      /^PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(connection refused\): start it or correct DATABASE_URL\.$/,
    ],
    [
      'an address of something else',
      (url: URL) => (url.protocol = 'mysql:'),
      /^DATABASE_URL is no PostgreSQL address: write postgres:\/\/user:password@host:5432\/database\.$/,
    ],
  ])('for %s, without showing the password', async (_what, change, sentence) => {
    const url = new URL(inject('postgresUrl'));
    const { password } = url;
    change(url);
    const outcome = await migrate(url.href, silent);
    expect(outcome).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(sentence), path: ['DATABASE_URL'] } });
    expect(JSON.stringify(outcome).includes(password)).toBe(false);
  });
});

describe('A schema of another program', () => {
  it('is refused when newer, by the migration and by the service', async () => {
    const { url } = await emptyDatabase();
    await migrate(url, silent);
    await run(url, "INSERT INTO pgmigrations (name, run_on) VALUES ('9999_from_tomorrow', now())");
    const message = 'The database was migrated by a newer Halfpenny than this one: start that one.';
    expect(await migrate(url, silent)).toMatchObject({ ok: false, refusal: { message } });
    expect(await checkSchema(url)).toMatchObject({ ok: false, refusal: { message } });
  });

  it('is refused by the service when older, with the command that helps', async () => {
    const { url } = await emptyDatabase();
    const message =
      'The database lacks migrations that this program needs: run `npx pnpm@12 --filter @halfpenny/api run migrate` with the same DATABASE_URL.';
    expect(await checkSchema(url)).toMatchObject({ ok: false, refusal: { message } });
  });
});

import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const newId = idsBy(() => noon);
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  await inWorkspace((tx) =>
    tx.execute(sql`
      INSERT INTO provider_account (id, workspace_id, provider, book, created_at)
      VALUES (gen_random_uuid(), ${defaultWorkspace}, 'openai', 'simulated', ${noon.toISOString()}::timestamptz)`),
  );
  await post({ amount: '1' }, { amount: '-1' });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>) => withWorkspace(database, defaultWorkspace, work);
const open = (tx: Transaction, id: string) =>
  tx.execute(sql`
  INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, event, engine_version, service_at, accounting_date, recorded_at)
  SELECT ${defaultWorkspace}, ${id}, book, id, 'trial', 'none', ${noon.toISOString()}::timestamptz, '2026-11-20', ${noon.toISOString()}::timestamptz
  FROM provider_account LIMIT 1`);
const add = (tx: Transaction, id: string, position: number, entry: { amount: string; currency?: string }) =>
  tx.execute(sql`
  INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount)
  VALUES (${defaultWorkspace}, ${id}, ${position}, 'cash_clearing', ${entry.currency ?? 'USD'}, ${entry.amount}::numeric)`);
const post = (...entries: { amount: string; currency?: string }[]) => {
  const id = newId();
  const posted = inWorkspace(async (tx) => {
    await open(tx, id);
    for (const [position, entry] of entries.entries()) await add(tx, id, position, entry);
  });
  return posted.then(() => id);
};
const refusedWith = (text: string) => ({ cause: { message: expect.stringContaining(text) } });

describe('The database refuses', () => {
  it('a transaction that does not sum to zero, to the twelfth decimal', async () => {
    await expect(post({ amount: '1' }, { amount: '-0.999999999999' })).rejects.toMatchObject(
      refusedWith('does not sum to zero: USD 0.000000000001.'),
    );
  });

  it('a transaction that sums to zero only across currencies', async () => {
    await expect(post({ amount: '1' }, { amount: '-1', currency: 'EUR' })).rejects.toMatchObject(refusedWith('does not sum to zero'));
  });

  it('a transaction without entries, or with one that is not a known zero', async () => {
    await expect(post()).rejects.toMatchObject(refusedWith('has 0 entries'));
    await expect(post({ amount: '1' })).rejects.toMatchObject(refusedWith('has 1 entries'));
    await expect(post({ amount: '0' })).resolves.toEqual(expect.any(String));
  });

  it('an entry added to an old transaction, even a balanced pair', async () => {
    const id = await post({ amount: '2' }, { amount: '-2' });
    const late = inWorkspace(async (tx) => {
      await add(tx, id, 2, { amount: '5' });
      await add(tx, id, 3, { amount: '-5' });
    });
    await expect(late).rejects.toMatchObject(refusedWith('an entry added to an old one is refused'));
  });

  it('an entry smuggled in after the balance was checked early', async () => {
    const id = newId();
    const smuggled = inWorkspace(async (tx) => {
      await open(tx, id);
      await add(tx, id, 0, { amount: '0' });
      await tx.execute(sql`SET CONSTRAINTS ALL IMMEDIATE`);
      await tx.execute(sql`SET CONSTRAINTS ALL DEFERRED`);
      await add(tx, id, 1, { amount: '7' });
    });
    await expect(smuggled).rejects.toMatchObject(refusedWith('does not sum to zero'));
  });

  it.each(['0.0000000000001', 'NaN', 'Infinity'])('an amount of %s', async (amount) => {
    await expect(post({ amount }, { amount: '0' })).rejects.toMatchObject(refusedWith('violates check constraint "amount_'));
  });

  it.each([
    'UPDATE ledger_entry SET amount = 0',
    'DELETE FROM ledger_entry',
    'UPDATE ledger_tx SET event = $$x$$',
    'DELETE FROM ledger_tx',
  ])('%s, of the service by right and of the owner by rule', async (statement) => {
    await expect(inWorkspace((tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject(refusedWith('permission denied'));
    await expect(database.execute(sql.raw(statement))).rejects.toMatchObject(refusedWith('added to, never rewritten'));
  });

  it('to be emptied', async () => {
    await expect(database.execute(sql`TRUNCATE ledger_entry`)).rejects.toMatchObject(refusedWith('added to, never rewritten: TRUNCATE'));
    await expect(database.execute(sql`TRUNCATE ledger_tx CASCADE`)).rejects.toMatchObject(
      refusedWith('added to, never rewritten: TRUNCATE'),
    );
  });
});

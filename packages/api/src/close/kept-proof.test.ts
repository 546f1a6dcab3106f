/** A proof of the ledger that is kept, and what was posted since: together the proof of the whole. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace, writeSampleGeneration } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withSnapshot, withWorkspace, type Database } from '../platform/database.ts';

import { openLogger } from '../platform/logger.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { proveLedger, type Proved } from './checklist.ts';
import { movesAsProved, numberJournal } from './number-journal.ts';
import { runProof } from './run-proof.ts';

const closing = { workspaceId: defaultWorkspace, book: 'simulated', month: '2026-11-01', until: '2026-12-01' } as const;
const proofId = '01890000-0000-7000-8000-0000000000b1';
let now = new Date('2026-12-01T00:00:00Z');
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  const logger = openLogger('silent');
  await prepareDatabase(world.url, { clock: () => now, logger });
  database = openDatabase(world.url, { logger });
  await withWorkspace(database, defaultWorkspace, (tx) => writeSampleGeneration((text) => tx.execute(sql.raw(text))));
  await past(`
    INSERT INTO ledger_proof (workspace_id, id, book, month, asked_by, asked_by_name, asked_at, moved_at)
    VALUES ('${defaultWorkspace}', '${proofId}', 'simulated', '2026-11-01', 'name:Ada', 'Ada', now(), now())`);
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

/** Writes past every rule of the ledger. */
async function past(text: string): Promise<void> {
  await database.execute(sql.raw(`SET session_replication_role = 'replica'; ${text}; SET session_replication_role = 'origin'`));
}

/** So many charges of 129 image tokens, 0.00387 each, on a day: each recorded a minute after the one before. */
async function post(many: number, day: string): Promise<void> {
  await past(`
    CREATE TEMP TABLE posted AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${many}) AS n;
    INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at, accounting_date, recorded_at)
    SELECT g.workspace_id, p.id, 'simulated', a.provider_account_id, g.id, a.id, 'charge ' || p.id, '1', '${day}', '${day}', timestamptz '${day}' + n * interval '1 minute'
    FROM posted AS p, generation AS g JOIN provider_attempt AS a ON a.generation_id = g.id;
    INSERT INTO ledger_entry SELECT '${defaultWorkspace}', p.id, s.position, s.account, 'USD', s.sign * 0.00387, 'image_output', s.sign * 129, 30, 1000000, 1, 1, e.id
    FROM posted AS p, (VALUES (0, 'generation_cost', 1), (1, 'provider_accrued', -1)) AS s (position, account, sign),
      (SELECT id FROM price_entry WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime') AS e;
    INSERT INTO unfolded_posting SELECT '${defaultWorkspace}', id FROM posted;
    DROP TABLE posted`);
}

const proved = (): Promise<Proved> => withSnapshot(database, defaultWorkspace, (tx) => proveLedger(tx, closing));
const failing = ({ conditions }: Proved) => conditions.filter(({ holds }) => !holds).map(({ key }) => key);
const balance = (account: string, opening: string, debit: string, credit: string, ended: string) =>
  expect.objectContaining({ account, opening, debit, credit, closing: ended });

it('A proof in pages, and a look at what was posted since, are the proof of the whole', async () => {
  await post(2, '2026-10-31');
  await post(5, '2026-11-20');
  const whole = await proved();
  await runProof({ database, clock: () => now, newId: () => proofId }, { workspaceId: defaultWorkspace, proofId }, 2);
  const kept = await proved();
  expect(kept).toEqual({ ...whole, standing: expect.objectContaining({ postedSince: 0, kept: expect.objectContaining({ by: 'Ada' }) }) });
  now = new Date('2026-12-03T00:00:00Z');
  await post(1, '2026-12-02');
  expect((await proved()).standing.postedSince).toBe(0);
  await past(`UPDATE ledger_tx SET accounting_date = '2026-11-30' WHERE accounting_date = '2026-12-02'`);
  const since = await proved();
  expect([since.standing.postedSince, since.transactions, failing(since)]).toEqual([1, 6, []]);
  expect(since.balance).toEqual([
    balance('provider_accrued', '-0.00774', '0', '-0.02322', '-0.03096'),
    balance('generation_cost', '0.00774', '0.02322', '0', '0.03096'),
  ]);
  expect(since.conditions.find(({ key }) => key === 'recompute')?.figures[0]).toMatchObject({ name: 'lines', value: '12' });
});

it('Lines that were changed past the rules are found by a whole proof, and when the journal is numbered', async () => {
  await past(
    `UPDATE ledger_entry SET amount = amount * 2, unit_price = unit_price * 2 WHERE tx_id = (SELECT id FROM ledger_tx WHERE accounting_date = '2026-11-20' LIMIT 1)`,
  );
  const unseen = await proved();
  expect(unseen.conditions.find(({ key }) => key === 'recompute')?.holds).toBe(true);
  const agrees = await withWorkspace(database, defaultWorkspace, async (tx) =>
    movesAsProved(tx, closing, { numbers: await numberJournal(tx, closing), balance: unseen.balance }),
  );
  expect(agrees).toBe(false);
  await past('DELETE FROM ledger_proof; DELETE FROM journal_number');
  const seen = await proved();
  expect(failing(seen)).toEqual(['recompute']);
  expect(seen.conditions.find(({ key }) => key === 'recompute')?.proofs).toMatchObject([
    { left: { value: '0.00774' }, right: { value: '0.00387' } },
    { left: { value: '-0.00774' }, right: { value: '-0.00387' } },
  ]);
});

it('A ledger that is too long to be proved by looking keeps its month open until it is proved', async () => {
  await post(5_000, '2026-11-21');
  const open = await proved();
  expect(failing(open)).toEqual(['trial-balance', 'roll-forward', 'recompute', 'roll-ups', 'exports']);
  expect(open.conditions.every(({ next }) => next?.startsWith('Have the month proved: it has 5,008 transactions'))).toBe(true);
});

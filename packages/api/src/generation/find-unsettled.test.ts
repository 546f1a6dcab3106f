import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace, writeSampleGeneration } from '../../../../test/world/sample-generation.ts';
import { sql } from 'drizzle-orm';
import { closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { openLogger } from '../platform/logger.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { findUnsettled } from './find-unsettled.ts';

const noon = '2026-11-20T12:00:00Z';
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  const logger = openLogger('silent');
  await prepareDatabase(world.url, { clock: () => new Date(noon), logger });
  database = openDatabase(world.url, { logger });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

it('finds what a statement may settle by the index of charges that are not settled, however many are', async () => {
  const scans = await withWorkspace(database, defaultWorkspace, async (tx) => {
    await writeSampleGeneration((text) => tx.execute(sql.raw(text)));
    await tx.execute(sql`SET LOCAL enable_seqscan = off`);
    await findUnsettled(tx, { provider: 'openai', book: 'simulated', from: noon, until: '2026-11-21T00:00:00Z', lines: [] });
    const { rows } = await tx.execute<{ scans: string }>(
      sql`SELECT pg_stat_get_xact_numscans('charge_to_be_stated'::regclass)::text AS scans`,
    );
    return rows[0]?.scans;
  });
  expect(scans).toBe('1');
});

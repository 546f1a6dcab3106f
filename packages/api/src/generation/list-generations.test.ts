import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import type { GenerationChoice } from './choose-generations.ts';
import { countGenerations, listGenerations, pageOf } from './list-generations.ts';

/** How many there are: enough for PostgreSQL to prefer an index to reading them all. */
const many = 20_000;
const templateId = '01890000-0000-7000-8000-00000000000d';
const keyId = '01890000-0000-7000-8000-00000000000f';
const versionId = '01890000-0000-7000-8000-00000000000e';

let world: TestDatabase;
let database: Database;
beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }), connectionsMost: 1 });
  await database.execute(sql.raw(manyGenerations));
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

/** Every tenth second holds ten of them, so that the instant alone names no place; one in a thousand failed, is in doubt, or has an outcome. */
const manyGenerations = `
  SET session_replication_role = 'replica';
  INSERT INTO template (workspace_id, id, name, created_by, created_at) VALUES ('${defaultWorkspace}', '${templateId}', 'Card', 'Ada', now());
  INSERT INTO template_version (workspace_id, id, template_id, number, prompt, variables, defaults, created_by, created_at)
  VALUES ('${defaultWorkspace}', '${versionId}', '${templateId}', 1, 'A pearl', '[]', '{}', 'Ada', now());
  INSERT INTO generation (workspace_id, id, request_key, request_hash, quote_id, offer_id, status, book, provider, model, mode, request, resolved,
    opened_by, created_at, stage, template_version_id, template_variables, api_key_id)
  SELECT '${defaultWorkspace}', ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'order-' || n, 'hash', gen_random_uuid(),
    gen_random_uuid(), CASE WHEN n % 1000 = 1 THEN 'failed' ELSE 'succeeded' END, 'simulated', CASE WHEN n % 3 = 0 THEN 'piapi' ELSE 'openai' END,
    CASE WHEN n % 1000 = 2 THEN 'gpt-image-1' ELSE 'gpt-image-2' END, 'realtime', '{}', '[]', 1,
    '2026-11-01T00:00:00Z'::timestamptz + (n / 10) * interval '10 seconds', CASE WHEN n % 1000 = 3 THEN 'final' END,
    CASE WHEN n % 1000 = 4 THEN '${versionId}'::uuid END, CASE WHEN n % 1000 = 4 THEN '{}'::jsonb END,
    CASE WHEN n % 1000 = 8 THEN '${keyId}'::uuid END
  FROM generate_series(1, ${many}) AS n;
  INSERT INTO charge (workspace_id, generation_id, side, state, currency, total)
  SELECT workspace_id, id, side, CASE WHEN substr(request_key, 7)::int % 1000 = 5 THEN 'in_doubt' ELSE 'settled' END, 'USD',
    CASE WHEN substr(request_key, 7)::int % 1000 = 5 THEN NULL ELSE 1 END
  FROM generation, unnest(ARRAY['charge', 'cost']) AS side;
  INSERT INTO image_outcome (workspace_id, generation_id, position, number, outcome, by_name, recorded_at)
  SELECT workspace_id, id, 0, number, CASE WHEN number = 2 THEN 'edited' WHEN nth IN (6, 7) THEN 'rejected' ELSE 'accepted' END, 'Ada', now()
  FROM generation, generate_series(1, 2) AS number, LATERAL (SELECT substr(request_key, 7)::int % 1000 AS nth) AS counted
  WHERE number = 1 OR nth = 6;
  SET session_replication_role = 'origin';
  ANALYZE`;

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>) => withWorkspace(database, defaultWorkspace, work);
const page = (choice: GenerationChoice, after?: string) => inWorkspace((tx) => listGenerations(tx, choice, { first: 50, after }));
const counted = (choice: GenerationChoice) => inWorkspace((tx) => countGenerations(tx, choice));

/** How each row of a page is found: the kinds of the steps, and the indexes they read. */
async function planOf(choice: GenerationChoice): Promise<string> {
  const { rows } = await inWorkspace((tx) => tx.execute(sql`EXPLAIN (FORMAT JSON) ${pageOf(tx, choice, { first: 50, after: undefined })}`));
  return JSON.stringify(rows);
}

describe('A page of generations', () => {
  it('follows the one before, without a gap and without a repeat, also where many are of one instant', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 12; pages += 1) {
      const { ids, more } = await page({}, after);
      expect(more).toBe(true);
      seen.push(...ids);
      after = ids.at(-1);
    }
    const newest = Array.from({ length: 600 }, (_, index) => `01890000-0000-7000-8000-${(many - index).toString(16).padStart(12, '0')}`);
    expect(seen).toEqual(newest);
  });

  it.each<[string, GenerationChoice, number]>([
    ['status', { status: 'failed' }, 20],
    ['model', { model: 'gpt-image-1' }, 20],
    ['stage', { stage: 'final' }, 20],
    ['the key that asked', { apiKeyId: keyId }, 20],
    ['a key of no id', { apiKeyId: 'x' }, 0],
    ['template', { templateId }, 20],
    ['version of a template', { templateVersionId: versionId }, 20],
    ['a charge in doubt', { chargeState: 'in_doubt' }, 20],
    ['the outcome that was said last', { outcome: 'rejected' }, 20],
    ['the outcome that followed another', { outcome: 'edited' }, 20],
    ['how its key begins', { text: 'order-1999' }, 11],
    ['a key with signs that stand for others', { text: 'order_1' }, 0],
    ['its id', { text: '01890000-0000-7000-8000-000000000001' }, 1],
    ['a span', { from: '2026-11-01T00:00:00Z', until: '2026-11-01T00:00:10Z' }, 9],
    ['several at once', { provider: 'piapi', status: 'failed' }, 6],
    ['a template of no id', { templateId: 'x' }, 0],
  ])('is chosen by %s', async (_what, choice, total) => {
    expect(await counted(choice)).toBe(total);
    expect((await page(choice)).ids).toHaveLength(total);
  });

  it('is counted as far as 10,000, and says when there are more', async () => {
    expect(await counted({})).toBe(10_001);
    expect(await counted({ chargeState: 'settled', provider: 'piapi' })).toBe(6659);
  });

  it.each<[string, GenerationChoice, string]>([
    ['the newest', {}, 'generation_newest'],
    ['a provider that many have', { provider: 'openai' }, 'generation_newest'],
    ['a charge as most are', { chargeState: 'settled' }, 'generation_newest'],
    ['a status that few have', { status: 'failed' }, 'generation_not_succeeded'],
    ['a model that few have', { model: 'gpt-image-1' }, 'generation_by_model'],
    ['a stage', { stage: 'final' }, 'generation_by_stage'],
    ['a key', { apiKeyId: keyId }, 'generation_by_key'],
    ['a version of a template', { templateVersionId: versionId }, 'generation_by_template'],
    ['a charge in doubt', { chargeState: 'in_doubt' }, 'charge_not_'],
    ['an outcome', { outcome: 'rejected' }, 'image_outcome_by_outcome'],
    ['the beginning of a key', { text: 'order-1999' }, 'generation_by_key_prefix'],
  ])('finds %s by an index, and reads no table whole', async (_what, choice, index) => {
    const plan = await planOf(choice);
    expect(plan).toContain(`"Index Name":"${index}`);
    expect(plan).not.toMatch(
      /"Seq Scan","Parallel Aware":(true|false),"Async Capable":(true|false),"Relation Name":"(generation|charge|image_outcome)"/,
    );
  });
});

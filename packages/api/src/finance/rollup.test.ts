import { pino } from 'pino';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { asSystem, closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { foldRollups } from './fold-rollups.ts';
import { readSpend, type SpendSum } from './read-spend.ts';

const finest = [
  'day',
  'provider',
  'model',
  'mode',
  'operation',
  'quality',
  'size',
  'key',
  'template-version',
  'stage',
  'outcome',
  'meter',
  'account',
] as const;
const costAccounts = [5100, 5110];
const november = { book: 'simulated', from: '2026-11-01', until: '2026-12-01', where: [] } as const;

let world: World;
let database: Database;
beforeAll(async () => {
  world = await startWorld();
  database = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.close();
});

/** 12 text tokens at 5 and 129 image tokens at 30 per million: 0.00393 an image at openai. */
async function generate(requestKey: string, more: object = {}): Promise<string> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low', ...more };
  const input = { requestKey, request, providers: ['openai'] };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate.id;
}

const judge = (generationId: string, index: number, outcome: string) =>
  world.ask(`mutation { recordOutcome(generationId: "${generationId}", index: ${index}, outcome: ${outcome}) { __typename } }`);

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => withWorkspace(database, defaultWorkspace, work);

const spendBy = (by: readonly (typeof finest)[number][]) => inWorkspace((tx) => readSpend(tx, { ...november, by, accounts: costAccounts }));

/** The same sums from the entries themselves, as they stand now. */
async function derived(): Promise<readonly object[]> {
  return await inWorkspace(async (tx) => {
    const { rows } = await tx.execute(sql`
      SELECT ARRAY[day::text, provider, model, mode, operation, quality, size, api_key_id::text, template_version_id::text, stage, outcome, meter, account_code::text] AS keys,
        currency, trim_scale(sum(amount))::text AS amount, trim_scale(sum(quantity))::text AS quantity, sum(lines)::int AS lines, sum(images)::int AS images,
        sum(generations)::int AS generations
      FROM ledger_share WHERE account_code IN (5100, 5110) GROUP BY 1, currency`);
    return sorted(rows);
  });
}

const sorted = <T extends object>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const ordered = ({ keys, currency, amount, quantity, lines, images, generations }: SpendSum) => ({
  keys,
  currency,
  amount,
  quantity,
  lines,
  images,
  generations,
});
const finestSpend = async () => sorted((await spendBy(finest)).map(ordered));

async function unfolded(): Promise<number> {
  return await asSystem(database, async (tx) => {
    const { rows } = await tx.execute<{ n: number }>(
      sql`SELECT (SELECT count(*) FROM unfolded_posting)::int + (SELECT count(*) FROM unfolded_regrouping)::int AS n`,
    );
    return rows[0]?.n ?? 0;
  });
}

describe('Roll-ups', () => {
  it('are the ledger at every instant, while many post and fold at once', async () => {
    const posting = Promise.all(Array.from({ length: 8 }, (_, index) => generate(`at once ${index}`, { n: 1 + (index % 3) })));
    const seen: boolean[] = [];
    for (let look = 0; look < 20; look += 1) {
      await Promise.all([foldRollups(database), foldRollups(database)]);
      seen.push(await inWorkspace(agrees));
    }
    await posting;
    expect(seen).not.toContain(false);
    await foldRollups(database);
    expect(await spendBy([])).toMatchObject([{ amount: '0.05895', lines: 16, images: 15, generations: 8 }]);
    expect(await unfolded()).toBe(0);
  });

  it('say the same before and after a fold, and the same as the entries: by every dimension at once', async () => {
    const id = await generate('judged', { n: 3, quality: 'medium' });
    await foldRollups(database);
    await judge(id, 0, 'ACCEPTED');
    await judge(id, 1, 'REJECTED');
    await judge(id, 0, 'EDITED');
    await generate('posted since');
    expect(await unfolded()).toBe(4);
    const before = await finestSpend();
    expect(before).toEqual(await derived());
    await foldRollups(database);
    expect(await unfolded()).toBe(0);
    expect(await finestSpend()).toEqual(before);
    expect((await spendBy(['outcome', 'quality'])).filter(({ keys }) => keys[1] === 'medium')).toHaveLength(3);
  });

  it('follow an image that arrives late, and what a late reply names', async () => {
    const id = await generate('its image comes late');
    await world.sql(
      `SET session_replication_role = replica; DELETE FROM generated_image WHERE generation_id = '${id}'; UPDATE generation SET delivered = NULL WHERE id = '${id}'`,
    );
    await asSystem(database, (tx) => tx.execute(sql`SELECT unfold_rollups()`));
    await foldRollups(database);
    await world.sql(`
      INSERT INTO generated_image (workspace_id, generation_id, position, sha256, format, width, height, bytes)
      SELECT '${defaultWorkspace}', '${id}', i, repeat('0', 64), 'png', 1, 1, 1 FROM generate_series(0, 1) AS i;
      UPDATE generation SET delivered = '{"size": "1024x1024", "quality": "high"}' WHERE id = '${id}'`);
    expect(await unfolded()).toBe(2);
    const before = await finestSpend();
    expect(before).toEqual(await derived());
    expect((await spendBy(['quality', 'size'])).filter(({ keys }) => keys[0] === 'high')).toMatchObject([
      { keys: ['high', '1024x1024'], lines: 2, images: 2, generations: 1 },
    ]);
    await foldRollups(database);
    expect(await finestSpend()).toEqual(before);
  });

  it('made anew from the entries are the folded ones, days and months alike', async () => {
    const folded = await foldedSums();
    await asSystem(database, (tx) => tx.execute(sql`SELECT unfold_rollups()`));
    await foldRollups(database);
    expect(await foldedSums()).toEqual(folded);
    const whole = await inWorkspace((tx) => readSpend(tx, { ...november, by: ['model', 'outcome'], accounts: costAccounts }));
    const byDays = await inWorkspace((tx) =>
      readSpend(tx, { ...november, from: '2026-10-31', by: ['model', 'outcome'], accounts: costAccounts }),
    );
    expect(sorted(whole)).toEqual(sorted(byDays));
  });
});

async function foldedSums(): Promise<readonly object[]> {
  return await asSystem(database, async (tx) => {
    const { rows } = await tx.execute(
      sql`SELECT account_code, day, cell_id, trim_scale(amount)::text AS amount, quantity, lines, images, generations FROM rollup_day WHERE lines <> 0 OR amount <> 0 ORDER BY account_code, day, cell_id`,
    );
    return rows;
  });
}

/** Whether folded and tail are the entries, in one snapshot. */
async function agrees(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ agrees: boolean }>(sql`
    SELECT coalesce((SELECT sum(amount) FROM rollup_day WHERE account_code = 5100), 0)
      + coalesce((SELECT sum(amount) FROM unfolded_shares() WHERE account_code = 5100), 0)
      = coalesce((SELECT sum(amount) FROM ledger_entry WHERE account = 'generation_cost'), 0) AS agrees`);
  return rows[0]?.agrees === true;
}

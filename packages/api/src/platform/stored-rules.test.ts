import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace, writeSampleGeneration, type SampleGeneration } from '../../../../test/world/sample-generation.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from './database.ts';

const logger = pino({ level: 'silent' });
let world: TestDatabase;
let database: Database;
let sample: SampleGeneration;

beforeAll(async () => {
  world = await createTestDatabase();
  await prepareDatabase(world.url, { clock: () => new Date('2026-11-20T12:00:00Z'), logger });
  database = openDatabase(world.url, { logger });
  sample = await inWorkspace((tx) => sampleIn(tx, 'click-1'));
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>) => withWorkspace(database, defaultWorkspace, work);
const sampleIn = (tx: Transaction, requestKey?: string) => writeSampleGeneration((text) => tx.execute(sql.raw(text)), requestKey);

/** Runs statements as the service, in one transaction. */
const service = (...statements: string[]) =>
  inWorkspace(async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement));
  });
const refusedWith = (text: string) => ({ cause: { message: expect.stringContaining(text) } });
const uuid = () => `'${randomUUID()}'`;

/** A copy of the sample's generation under another id, with some columns of its own. */
function copyOfGeneration(own: { key?: string; quote?: string }): string {
  const { key = `'${randomUUID()}'`, quote = 'quote_id' } = own;
  return `INSERT INTO generation (workspace_id, id, request_key, request_hash, quote_id, offer_id, status, book, provider, model, mode,
            request, resolved, opened_by, created_at)
          SELECT workspace_id, ${uuid()}, ${key}, request_hash, ${quote}, offer_id, status, book, provider, model, mode,
            request, resolved, opened_by, created_at FROM generation WHERE id = '${sample.generationId}'`;
}

/** An offer of the sample's quote with other figures. */
function offer(floor: string, expected: string, ceiling: string): string {
  return `INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling, resolved, pitfalls)
          SELECT workspace_id, quote_id, ${uuid()}, 1, provider, model, 'range', price_entry_id, currency, ${floor}, ${expected}, ${ceiling}, resolved, pitfalls
          FROM quote_offer WHERE id = '${sample.offerId}'`;
}

/** What the database's own check says of amount, quantity, price, per, multiplier and divisor. */
const adds = async (...figures: (string | number)[]) =>
  (await database.execute<{ holds: boolean }>(sql.raw(`SELECT line_adds_up(${figures.join(', ')}) AS holds`))).rows[0]?.holds;

/** Statements that write the total of a charge, and a line of it. */
const total = (generation: string, state: string, amount: string) =>
  `UPDATE charge SET state = '${state}', total = ${amount} WHERE generation_id = '${generation}' AND side = 'charge'`;
const chargeLine = (generation: string, position: number, quantity: number, amount: string) => `
  INSERT INTO charge_line (workspace_id, generation_id, side, position, meter, quantity, unit_price, per, amount, rounded)
  VALUES ('${defaultWorkspace}', '${generation}', 'charge', ${position}, 'image_output', ${quantity}, 30, 1000000, ${amount}, false)`;

describe('A quote', () => {
  it.each(['quote', 'quote_offer', 'quote_line'])(
    'is written once: %s takes no UPDATE, no DELETE and no TRUNCATE, not even of the owner',
    async (table) => {
      for (const statement of [`UPDATE ${table} SET workspace_id = workspace_id`, `DELETE FROM ${table}`]) {
        await expect(service(statement)).rejects.toMatchObject(refusedWith('permission denied'));
        await expect(database.execute(sql.raw(statement))).rejects.toMatchObject(refusedWith('added to, never rewritten'));
      }
      await expect(database.execute(sql.raw(`TRUNCATE ${table} CASCADE`))).rejects.toMatchObject(refusedWith('never rewritten: TRUNCATE'));
    },
  );

  it('takes no offer and no line afterwards', async () => {
    await expect(service(offer('0.1', '0.2', '0.3'))).rejects.toMatchObject(refusedWith('A quote is written once: quote_offer'));
    const line = `INSERT INTO quote_line SELECT workspace_id, quote_id, offer_id, 9, meter, label, quantity, unit_price, per, multiplier, divisor, amount, rounded
                  FROM quote_line WHERE offer_id = '${sample.offerId}' LIMIT 1`;
    await expect(service(line)).rejects.toMatchObject(refusedWith('A quote is written once: quote_line'));
  });

  it.each([
    ['0.2', '0.1', '0.3'],
    ['0.1', '0.3', '0.2'],
    ['0.3', 'NULL', '0.2'],
  ])('has no floor of %s with expected %s and ceiling %s', async (floor, expected, ceiling) => {
    await expect(service(offer(floor, expected, ceiling))).rejects.toMatchObject(refusedWith('floor_expected_ceiling_ascend'));
  });

  it('of another day cannot be executable', async () => {
    const yesterday = `INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, created_at, priced_at, expires_at)
      VALUES ('${defaultWorkspace}', ${uuid()}, 'h', '{}', 'realtime', true, '2026-11-20', '2026-11-19', '2026-11-21')`;
    await expect(service(yesterday)).rejects.toMatchObject(refusedWith('only_a_price_of_its_own_day_is_executable'));
  });
});

describe('A line adds up', () => {
  it.each([
    ['0.00387', 129, '30', 1_000_000, 1, 1, true],
    ['0.003870000001', 129, '30', 1_000_000, 1, 1, false],
    ['0.333333333333', 1, '1', 3, 1, 1, true],
    ['0.333333333334', 1, '1', 3, 1, 1, false],
    // A tie at the thirteenth place: both neighbours are half a unit away, and which one is right is for the engine to say.
    ['0.000000000002', 5, '1', 2_000_000_000_000, 1, 1, true],
    ['0.000000000003', 5, '1', 2_000_000_000_000, 1, 1, true],
    ['0.05', 1, '0.1', 1, 1, 2, true],
    ['-0.00387', -129, '30', 1_000_000, 1, 1, true],
    ['0.00387', -129, '30', 1_000_000, 1, 1, false],
  ])('%s = %d × %s ÷ %d × %d ÷ %d: %s', async (...row) => {
    expect(await adds(...row.slice(0, 6).map(String))).toBe(row[6]);
  });
});

describe('A generation', () => {
  it('is one for a request key, and one for a quote', async () => {
    await expect(service(copyOfGeneration({ key: `'click-1'` }))).rejects.toMatchObject({
      cause: { constraint: 'one_generation_per_request_key' },
    });
    await expect(service(copyOfGeneration({}))).rejects.toMatchObject({ cause: { constraint: 'a_quote_is_used_once' } });
  });

  it('cites an offer of its own quote', async () => {
    const other = await inWorkspace((tx) => sampleIn(tx));
    const crossed = `UPDATE generation SET quote_id = '${other.quoteId}' WHERE id = '${sample.generationId}'`;
    await expect(service(crossed)).rejects.toMatchObject(refusedWith('permission denied'));
    await expect(service(copyOfGeneration({ quote: `'${other.quoteId}'` }))).rejects.toMatchObject({
      cause: { constraint: expect.stringMatching(/a_quote_is_used_once|offer_id_fkey/) },
    });
  });

  it('keeps its first final status, and is never deleted', async () => {
    const { generationId } = await inWorkspace((tx) => sampleIn(tx));
    await service(`UPDATE generation SET status = 'unknown' WHERE id = '${generationId}'`);
    await service(`UPDATE generation SET status = 'succeeded' WHERE id = '${generationId}'`);
    await expect(service(`UPDATE generation SET status = 'failed' WHERE id = '${generationId}'`)).rejects.toMatchObject(
      refusedWith('is succeeded: the first final outcome stands'),
    );
    await expect(service('DELETE FROM generation')).rejects.toMatchObject(refusedWith('permission denied'));
    await expect(database.execute(sql`DELETE FROM generation`)).rejects.toMatchObject(refusedWith('added to, never rewritten'));
  });
});

describe('An attempt', () => {
  it('keeps its first outcome, and what is known has an end', async () => {
    const { attemptId } = await inWorkspace((tx) => sampleIn(tx));
    const settle = (outcome: string, end: string) =>
      service(`UPDATE provider_attempt SET outcome = '${outcome}', ended_at = ${end} WHERE id = '${attemptId}'`);
    await expect(settle('succeeded', 'NULL')).rejects.toMatchObject({ cause: { constraint: 'only_an_unknown_outcome_has_no_end' } });
    await settle('succeeded', `'2026-11-20T12:00:09Z'`);
    await expect(settle('failed', `'2026-11-20T12:00:10Z'`)).rejects.toMatchObject(refusedWith('is succeeded: the first outcome stands'));
  });
});

describe('A charge', () => {
  it('is the sum of its lines, whichever is written first', async () => {
    const { generationId } = await inWorkspace((tx) => sampleIn(tx));
    await expect(service(total(generationId, 'settled', '0.00387'))).rejects.toMatchObject(
      refusedWith('is 0.00387, but its lines sum to 0.'),
    );
    await expect(service(chargeLine(generationId, 0, 129, '0.00387'))).rejects.toMatchObject(refusedWith('its lines sum to 0.00387.'));
    await service(chargeLine(generationId, 0, 129, '0.00387'), total(generationId, 'settled', '0.00387'));
    await expect(service(chargeLine(generationId, 1, 1, '0.00003'))).rejects.toMatchObject(refusedWith('its lines sum to 0.00390.'));
  });

  it('keeps its first final outcome', async () => {
    const { generationId } = await inWorkspace((tx) => sampleIn(tx));
    await service(total(generationId, 'in_doubt', 'NULL'));
    await service(total(generationId, 'void', '0'));
    await expect(service(total(generationId, 'settled', '0'))).rejects.toMatchObject(
      refusedWith('is void: the first final outcome stands'),
    );
  });

  it('is never a zero where nothing is known, and is zero where it is void', async () => {
    const { generationId } = await inWorkspace((tx) => sampleIn(tx));
    await expect(service(total(generationId, 'unbilled', '0'))).rejects.toMatchObject({
      cause: { constraint: 'total_is_known_exactly_when_final' },
    });
    await expect(service(total(generationId, 'settled', 'NULL'))).rejects.toMatchObject({
      cause: { constraint: 'total_is_known_exactly_when_final' },
    });
    await expect(service(total(generationId, 'void', '1'))).rejects.toMatchObject({ cause: { constraint: 'void_is_zero' } });
  });
});

import { entryInForce } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { asSystem, closeDatabase, openDatabase, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { BookInMemory, withBook } from './book-in-memory.ts';
import { findEntryInForce, listPriceEntries } from './find-price-entries.ts';
import { loadPublishedBook } from './load-published-book.ts';

const loadedAt = '2026-11-20T12:00:00.000Z';
const clock = () => new Date(loadedAt);
const load = { at: clock(), newId: idsBy(clock) };
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const system = <T>(work: Parameters<typeof asSystem<T>>[1]) => asSystem(database, work);
const statement = (text: string) => system((tx) => tx.execute(sql.raw(text)));
const refusedWith = (message: string) => ({ cause: { message: expect.stringContaining(message) } });

/** gpt-image-2 at openai in realtime, at an instant and as known at another. */
const gptImage2 = (at: string, knownAt: string) =>
  system((tx) =>
    findEntryInForce(tx, {
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      book: 'cost',
      workspaceId: defaultWorkspace,
      at,
      knownAt,
    }),
  );

/** A model at openai in realtime, now. */
const named = (model: string) =>
  system((tx) =>
    findEntryInForce(tx, {
      provider: 'openai',
      model,
      mode: 'realtime',
      book: 'cost',
      workspaceId: defaultWorkspace,
      at: loadedAt,
      knownAt: loadedAt,
    }),
  );

/** gpt-image-1 at openai in realtime, at an instant. */
const gptImage1 = (instant: string) =>
  system((tx) =>
    findEntryInForce(tx, {
      provider: 'openai',
      model: 'gpt-image-1',
      mode: 'realtime',
      book: 'cost',
      workspaceId: defaultWorkspace,
      at: instant,
      knownAt: loadedAt,
    }),
  );

const seen = { workspaceId: defaultWorkspace, cost: true };
/** How many entries a filter leaves. */
const count = async (choice: object) =>
  (await system((tx) => listPriceEntries(tx, { knownAt: loadedAt, seen, ...choice }, { first: 1 }))).total;

describe('The published book', () => {
  it('is loaded once by two services that start at once, and known from the moment of loading', async () => {
    const added = await Promise.all([loadPublishedBook(database, load), loadPublishedBook(database, load)]);
    expect(added[0] + added[1]).toBe(15);
    expect(Math.min(...added)).toBe(0);
    expect(
      (
        await statement(
          'SELECT DISTINCT lower(known) = timestamptz $$2026-11-20T12:00:00Z$$ AS loaded, upper(known) AS until FROM price_entry',
        )
      ).rows,
    ).toEqual([{ loaded: true, until: null }]);
  });

  it('prices gpt-image-1 until the day it was shut down, and no instant longer', async () => {
    expect(await gptImage1('2026-10-22T23:59:59.999999Z')).toMatchObject({
      model: 'gpt-image-1',
      validUntil: '2026-10-23T00:00:00.000000Z',
    });
    expect(await gptImage1('2026-10-23T00:00:00Z')).toBeUndefined();
  });

  it('answers for a snapshot with the entry of the model it stands for, and for no other prefix', async () => {
    expect(await named('gpt-image-2.5-sunburst-2026-09-08')).toMatchObject({ model: 'gpt-image-2.5-sunburst' });
    expect(await named('gpt-image-2.5')).toBeUndefined();
  });

  it('was not known before it was loaded, and stands in no other book', async () => {
    expect(await gptImage2(loadedAt, '2026-11-20T11:59:59Z')).toBeUndefined();
    const sell = {
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      book: 'sell',
      workspaceId: defaultWorkspace,
      at: loadedAt,
      knownAt: loadedAt,
    } as const;
    expect(await system((tx) => findEntryInForce(tx, sell))).toBeUndefined();
  });
});

describe('A list of entries', () => {
  it('comes in pages that neither repeat nor skip an entry', async () => {
    const whole = await system((tx) => listPriceEntries(tx, { knownAt: loadedAt, seen }, { first: 200 }));
    const ids: string[] = [];
    let after: string | undefined;
    for (let more = true; more;) {
      const page = await system((tx) => listPriceEntries(tx, { knownAt: loadedAt, seen }, { first: 4, after }));
      ids.push(...page.rows.map(({ id }) => id));
      after = ids.at(-1);
      more = page.more;
    }
    expect(ids).toEqual(whole.rows.map(({ id }) => id));
    expect([ids.length, whole.total, whole.more]).toEqual([15, 15, false]);
  });

  it('is narrowed by provider, model, mode and day', async () => {
    expect(await count({ provider: 'piapi' })).toBe(4);
    expect(await count({ model: 'gpt-image-2' })).toBe(4);
    expect(await count({ mode: 'batch' })).toBe(1);
    expect(await count({ provider: 'openai', at: '2026-01-01T00:00:00Z' })).toBe(4);
    expect(await count({ knownAt: '2026-11-20T11:59:59Z' })).toBe(0);
  });
});

describe('An amendment', () => {
  const knownSince = '2026-11-21T09:00:00Z';
  const close = `UPDATE price_entry SET known = tstzrange(lower(known), '${knownSince}') WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'`;
  const dearer = `
    INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, corrects)
    SELECT gen_random_uuid(), book_id, provider, model, mode, currency, kind,
           '{"components": [{"meter": "text_input", "price": "6.00", "per": 1000000}]}', valid, tstzrange('${knownSince}', NULL), id
    FROM price_entry WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'`;

  it('is refused while the entry it replaces is still held to be true', async () => {
    await expect(statement(dearer)).rejects.toMatchObject(refusedWith('one_entry_in_force'));
  });

  it('reaches the next quote of every process, and leaves what was known before as it was', async () => {
    const process = new BookInMemory();
    const price = async () => {
      const { book } = await withBook({ database, book: process }, defaultWorkspace, async (_tx, held) => held);
      const found = entryInForce(book, { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' }, '2026-11-22T00:00:00Z');
      return found.ok ? found.value.components.find(({ meter }) => meter === 'text_input')?.price : undefined;
    };
    expect(await price()).toBe('5');
    await statement(`${close}; ${dearer}`);
    expect(await price()).toBe('6');
    expect((await gptImage2('2026-11-22T00:00:00Z', '2026-11-21T08:59:59Z'))?.tariff.components).toHaveLength(5);
    expect((await gptImage2('2026-11-22T00:00:00Z', knownSince))?.tariff.components).toEqual([
      { meter: 'text_input', price: '6.00', per: 1000000 },
    ]);
  });

  it('is not undone by loading the published book again', async () => {
    expect(await loadPublishedBook(database, load)).toBe(0);
  });
});

describe('The database refuses', () => {
  it.each([
    ['a changed price', `UPDATE price_entry SET currency = 'EUR'`, 'permission denied'],
    ['a deleted entry', 'DELETE FROM price_entry', 'permission denied'],
    [
      'a known period closed twice',
      `UPDATE price_entry SET known = tstzrange(lower(known), '2026-11-23') WHERE NOT upper_inf(known)`,
      'may only close "known", once',
    ],
    [
      'a known period moved',
      `UPDATE price_entry SET known = tstzrange(lower(known) - interval '1 day', '2027-01-01') WHERE upper_inf(known)`,
      'may only close "known", once',
    ],
    [
      'a second cost book',
      `INSERT INTO price_book (id, kind, name, created_at) VALUES (gen_random_uuid(), 'cost', 'cost', now())`,
      'price_book_name_scope_key',
    ],
    [
      'a tariff without components',
      `INSERT INTO price_entry SELECT gen_random_uuid(), book_id, provider, 'm', mode, currency, kind, '{"components": []}', valid, known FROM price_entry LIMIT 1`,
      'tariff_has_components',
    ],
    [
      'a period without a start',
      `INSERT INTO price_entry SELECT gen_random_uuid(), book_id, provider, 'm', mode, currency, kind, tariff, tstzrange(NULL, NULL), known FROM price_entry LIMIT 1`,
      'valid_is_half_open',
    ],
    [
      'a period that holds its end',
      `INSERT INTO price_entry SELECT gen_random_uuid(), book_id, provider, 'm', mode, currency, kind, tariff, tstzrange('2026-01-01', '2026-02-01', '[]'), known FROM price_entry LIMIT 1`,
      'valid_is_half_open',
    ],
  ])('%s', async (_what, attempt, message) => {
    await expect(statement(attempt)).rejects.toMatchObject(refusedWith(message));
  });

  it.each([
    ['a changed price', `UPDATE price_entry SET tariff = '{"components": [{}]}'`, 'may only close "known"'],
    ['a deleted entry', 'DELETE FROM price_entry', 'added to, never rewritten: DELETE'],
    ['an emptied book', 'TRUNCATE price_entry CASCADE', 'added to, never rewritten: TRUNCATE'],
  ])('%s even of the owner', async (_what, attempt, message) => {
    await expect(database.execute(sql.raw(attempt))).rejects.toMatchObject(refusedWith(message));
  });
});

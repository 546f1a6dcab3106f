import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { sql } from 'drizzle-orm';
import { asSystem, closeDatabase, openDatabase, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { loadPublishedBook } from './load-published-book.ts';
import { readPriceSheet } from './price-sheet.ts';
import { SheetInMemory } from './sheet-in-memory.ts';

const loadedAt = '2026-11-20T12:00:00.000Z';
const clock = () => new Date(loadedAt);
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  await loadPublishedBook(database, { at: clock(), newId: idsBy(clock) });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const read = (knownAt: string) => asSystem(database, (tx) => readPriceSheet(tx, { workspaceId: defaultWorkspace, book: 'cost', knownAt }));

it('A sheet holds every period of a book as known at an instant, with its tariff, realtime before batch', async () => {
  const entries = (await read(loadedAt)) as readonly { model: string; mode: string; tariff: { components: readonly object[] } }[];
  expect(entries).toHaveLength(15);
  expect(entries.filter(({ model }) => model === 'gpt-image-2').map(({ mode }) => mode)).toEqual([
    'REALTIME',
    'BATCH',
    'REALTIME',
    'REALTIME',
  ]);
  expect(entries[0]).toMatchObject({
    provider: 'openai',
    model: 'chatgpt-image-latest',
    kind: 'METERED',
    validUntil: '2026-12-01T00:00:00.000000Z',
  });
  expect(entries[0]?.tariff.components[0]).toEqual({ meter: 'text_input', price: '5.00', per: 1_000_000 });
  expect(await read('2026-11-20T11:59:59Z')).toEqual([]);
});

it('A sheet is kept in memory until a publication raises the version of the book', async () => {
  const memory = new SheetInMemory(database);
  const ask = () => memory.knownNow({ workspaceId: defaultWorkspace, book: 'cost' });
  const first = await ask();
  expect(await ask()).toBe(first);
  const amendedAt = '2026-11-20T12:00:00.000001Z';
  const close = `UPDATE price_entry SET known = tstzrange(lower(known), '${amendedAt}') WHERE provider = 'smartaipi'`;
  await asSystem(database, (tx) => tx.execute(sql.raw(close)));
  expect(await ask()).toHaveLength(14);
});

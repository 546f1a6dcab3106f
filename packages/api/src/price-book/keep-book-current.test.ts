import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { asSystem, closeDatabase, openDatabase, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { sql } from 'drizzle-orm';
import { BookInMemory } from './book-in-memory.ts';
import { keepBookCurrent } from './keep-book-current.ts';
import { loadPublishedBook } from './load-published-book.ts';

const clock = () => new Date('2026-11-20T12:00:00Z');
const logger = pino({ level: 'silent' });
let world: TestDatabase;
let publisher: Database;
let reader: Database;
const book = new BookInMemory();
let end: () => Promise<void>;

beforeAll(async () => {
  world = await createTestDatabase();
  publisher = openDatabase(world.url, { logger });
  reader = openDatabase(world.url, { logger });
  end = await keepBookCurrent({ database: reader, book }, logger);
});
afterAll(async () => {
  await end();
  await closeDatabase(reader);
  await closeDatabase(publisher);
  await world.drop();
});

const entries = () => book.remembered()?.book.entries.length;
const closeOne = `UPDATE price_entry SET known = tstzrange(lower(known), '2026-11-21')
  WHERE id = (SELECT id FROM price_entry WHERE upper_inf(known) AND model = 'gpt-image-2' LIMIT 1)`;

it('A process has the new book before anybody asks it for a price', async () => {
  expect(entries()).toBe(0);
  await loadPublishedBook(publisher, { at: clock(), newId: idsBy(clock) });
  await vi.waitFor(() => expect(entries()).toBe(15));
});

it('A process whose connection broke listens anew, and has missed nothing', async () => {
  const before = book.remembered()?.book.entries[0];
  const broken = await publisher.execute(sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN price_book' AND datname = current_database()`);
  expect(broken.rowCount).toBe(1);
  await asSystem(publisher, (tx) => tx.execute(sql.raw(closeOne)));
  await vi.waitFor(() => expect(entries()).toBe(14), { timeout: 5000 });
  expect(book.remembered()?.book.entries).toContain(before);
});

import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { BookInMemory, withBook } from '../price-book/book-in-memory.ts';
import { loadPublishedBook } from '../price-book/load-published-book.ts';
import { countPrompt } from './price-request.ts';
import type { QuoteRecord } from './quote-record.ts';
import { priceQuote } from './request-quote.ts';
import { storeQuoteAlone } from './store-quote.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const newId = idsBy(() => noon);
let world: TestDatabase;
let database: Database;
let version: string;
let quoted: () => QuoteRecord;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }), connectionsMost: 1 });
  await loadPublishedBook(database, { at: noon, newId });
  const book = new BookInMemory();
  const held = await withBook({ database, book }, defaultWorkspace, async (_tx, known) => known);
  version = held.version;
  const request = {
    model: 'gpt-image-2',
    prompt: 'A pearl',
    operation: 'generate',
    n: 1,
    size: '976x704',
    quality: 'low',
    partialImages: 0,
  } as const;
  const counted = await countPrompt({ request, providers: undefined, mode: 'realtime' });
  const parts = { database, book, clock: () => noon, newId, quoteTtlSeconds: 900 };
  quoted = () => {
    const record = priceQuote(held, parts, { workspaceId: defaultWorkspace, counted, createdAt: noon, pricedAt: noon });
    if (!record.ok) throw new Error(record.refusal.message);
    return record.value;
  };
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const stored = async () => (await database.execute(sql`SELECT count(*)::int AS quotes FROM quote`)).rows[0];

describe('A quote stored in one round trip', () => {
  it('is not stored when the price book has moved on', async () => {
    expect(await storeQuoteAlone(database, quoted(), String(BigInt(version) + 1n))).toBe(false);
    expect(await stored()).toEqual({ quotes: 0 });
    expect(await storeQuoteAlone(database, quoted(), version)).toBe(true);
    expect(await stored()).toEqual({ quotes: 1 });
  });

  it('is written as the service, in its workspace alone', async () => {
    const foreign = randomUUID();
    await database.execute(
      sql`INSERT INTO workspace (id, name, created_at) VALUES (${foreign}, 'another', ${noon.toISOString()}::timestamptz)`,
    );
    const { quote, offers } = quoted();
    const trespass = {
      quote: { ...quote, workspaceId: defaultWorkspace },
      offers: offers.map((record) => ({ ...record, offer: { ...record.offer, workspaceId: foreign } })),
    };
    await expect(storeQuoteAlone(database, trespass, version)).rejects.toMatchObject({ code: '42501' });
    expect(await stored()).toEqual({ quotes: 1 });
  });

  it('leaves neither role nor workspace on the connection', async () => {
    await storeQuoteAlone(database, quoted(), version);
    const { rows } = await database.execute(
      sql`SELECT current_setting('role') AS role, current_setting('app.workspace', true) AS workspace, session_user = current_user AS itself`,
    );
    expect(rows).toEqual([{ role: 'none', workspace: '', itself: true }]);
  });
});

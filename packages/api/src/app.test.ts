import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/world/database.ts';
import { startService, type Service } from './app.ts';
import { migrationsFolder } from './platform/schema-state.ts';
import { readSettings, type Settings } from './platform/settings.ts';
import { prepareDatabase } from './prepare-database.ts';

const clock = () => new Date('2026-11-20T12:00:00Z');
const logged: string[] = [];
const logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
const folder = mkdtempSync(join(tmpdir(), 'halfpenny-app-'));
let world: TestDatabase;
let service: Service;

/** Settings of a test: any free port, a database of its own, a sandbox that is never asked. */
function settingsFrom(env: Record<string, string>): Settings {
  const read = readSettings({ PORT: '0', SANDBOX_URL: 'http://127.0.0.1:9', HALFPENNY_DATA: folder, DATABASE_URL: world.url, ...env });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

async function start(env: Record<string, string> = {}, adminFolder?: string): Promise<Service> {
  const started = await startService(settingsFrom(env), { clock, logger, adminFolder, embeddedDatabase: true });
  if (!started.ok) throw new Error(started.refusal.message);
  return started.value;
}

beforeAll(async () => {
  mkdirSync(join(folder, 'admin', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'admin', 'index.html'), '<!doctype html><title>Halfpenny</title>');
  writeFileSync(join(folder, 'admin', 'assets', 'app-1234.js'), 'export {};');
  world = await createTestDatabase();
  await prepareDatabase(world.url, { clock, logger });
  service = await start({}, join(folder, 'admin'));
});
afterAll(async () => {
  await service.close();
  await world.drop();
  rmSync(folder, { recursive: true });
});

async function ask(query: string, headers: Record<string, string> = {}, address = service.address) {
  const body = JSON.stringify({ query });
  const reply = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return { status: reply.status, body: await reply.text() };
}

/** The status of GET / under a Host name, which `fetch` would not let us choose. */
function statusUnder(host: string, address = service.address): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, path: '/', headers: { host } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('What went wrong inside', () => {
  it('is hidden behind an id under which the log tells it', async () => {
    const other = await createTestDatabase();
    const broken = await start({ DATABASE_URL: other.url });
    await other.drop();
    const { body } = await ask('{ priceEntries { totalCount } }', {}, broken.address);
    const { message, extensions } =
      (JSON.parse(body) as { errors: { message: string; extensions: { errorId: string } }[] }).errors[0] ?? {};
    expect(message).toBe(`Something unexpected went wrong. It is in the log under ${extensions?.errorId}.`);
    expect(logged.find((line) => line.includes(String(extensions?.errorId)))).toContain('does not exist');
    expect((await fetch(`${broken.address}/healthz`)).status).toBe(503);
    await broken.close();
  });
});

describe('Host names', () => {
  it.each([
    ['localhost:4000', 200],
    ['127.0.0.1', 200],
    ['[::1]:4000', 200],
    ['LOCALHOST', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example:4000', 421],
  ])('%s gets %d', async (host, status) => {
    expect(await statusUnder(host)).toBe(status);
  });

  it('that are listed are answered, with or without their port', async () => {
    const named = await start({ HALFPENNY_HOSTS: 'prices.example' });
    expect(await statusUnder('prices.example', named.address)).toBe(200);
    expect(await statusUnder('Prices.example:8443', named.address)).toBe(200);
    expect(await statusUnder('other.example', named.address)).toBe(421);
    await named.close();
  });
});

describe('The admin', () => {
  it('is served at / and at every address of its own, and may load from nowhere else', async () => {
    for (const path of ['/', '/price-book?day=2026-11-20', '/playground']) {
      const page = await fetch(service.address + path, { headers: { accept: 'text/html' } });
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(await page.text()).toContain('<title>Halfpenny</title>');
    }
  });

  it('keeps what carries a hash for ever, and does not answer for files that are not there', async () => {
    const script = await fetch(`${service.address}/assets/app-1234.js`);
    expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${service.address}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${service.address}/../../package.json`)).status).toBe(404);
    expect((await fetch(`${service.address}/%2e%2e/settings`)).status).toBe(404);
  });
});

describe('Closing', () => {
  it('answers what is under way, and takes nothing more', async () => {
    const closing = await start();
    const owner = new Client({ connectionString: world.url });
    await owner.connect();
    await owner.query('BEGIN; LOCK TABLE price_entry IN ACCESS EXCLUSIVE MODE');
    const underWay = ask('{ priceEntries { totalCount } }', {}, closing.address);
    const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'price_entry'::regclass";
    while ((await owner.query(waiting)).rowCount === 0);
    const closed = closing.close();
    await expect(ask('{ __typename }', {}, closing.address)).rejects.toThrow('fetch failed');
    await owner.query('COMMIT');
    expect(JSON.parse((await underWay).body)).toEqual({ data: { priceEntries: { totalCount: 15 } } });
    await closed;
    await owner.end();
    // A connection left open would hold the service for more than a minute: then this fails.
  }, 30_000);
});

describe('A start that cannot go on', () => {
  it('says which port is taken', async () => {
    const { port } = new URL(service.address);
    const second = await startService(settingsFrom({ PORT: port }), { clock, logger });
    const message = `Port ${port} is taken: stop what listens there, or set PORT to another one.`;
    expect(second).toEqual({ ok: false, refusal: { message, path: ['PORT'] } });
  });

  it('says that the address is not of this machine', async () => {
    const elsewhere = settingsFrom({ HOST: '203.0.113.7', HALFPENNY_KEY: 'a-key-of-twenty-char' });
    const message = 'HOST 203.0.113.7 is no address of this machine.';
    expect(await startService(elsewhere, { clock, logger })).toMatchObject({ ok: false, refusal: { message } });
  });

  it('says that there is no database, or an unprepared one', async () => {
    const empty = await createTestDatabase('template1');
    const unprepared = await startService(settingsFrom({ DATABASE_URL: empty.url }), { clock, logger });
    expect(unprepared).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining('run `npx pnpm@12 --filter @halfpenny/api run migrate`') },
    });
    await empty.drop();
    const without = await startService({ ...settingsFrom({}), databaseUrl: undefined }, { clock, logger });
    expect(without).toMatchObject({ ok: false, refusal: { path: ['DATABASE_URL'] } });
  });
});

describe('Preparing a database', () => {
  it('migrates it and loads the book once, whoever comes first', async () => {
    const fresh = await createTestDatabase('template1');
    const [one, two] = await Promise.all([prepareDatabase(fresh.url, { clock, logger }), prepareDatabase(fresh.url, { clock, logger })]);
    if (!one.ok || !two.ok) throw new Error('Both find or make it ready.');
    expect(one.value.migrations.length + two.value.migrations.length).toBe(readdirSync(migrationsFolder).length);
    expect(one.value.priceEntries + two.value.priceEntries).toBe(15);
    await fresh.drop();
  });
});

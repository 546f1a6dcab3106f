import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../test/world/service.ts';

const key = 'a-key-of-twenty-char';
const image = '/images/01890000-0000-7000-8000-000000000001/0.png';
const adminFolder = mkdtempSync(join(tmpdir(), 'halfpenny-door-'));
writeFileSync(join(adminFolder, 'index.html'), '<!doctype html><title>Halfpenny</title>');
let open: World;
let closed: World;
beforeAll(async () => {
  open = await startWorld();
  closed = await startWorld({ open: false, adminFolder, environment: { HALFPENNY_KEY: key } });
});
afterAll(() => Promise.all([open.close(), closed.close()]));

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

async function ask(world: World, headers: Record<string, string> = {}, query = '{ providers { name } }'): Promise<Answer> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) };
  const reply = await fetch(`${world.address}/graphql`, init);
  const text = await reply.text();
  const { errors } = text.startsWith('{') ? (JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] }) : {};
  return { status: reply.status, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message ?? (errors ? undefined : text) };
}

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('Where nothing is open', () => {
  it('who shows nothing is told how to say who asks', async () => {
    expect(await ask(closed)).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'Say who asks: "Authorization: Bearer <API key>", or sign in at /sign-in.',
    });
    expect((await fetch(closed.address + image)).status).toBe(401);
  });

  it.each([
    [`Bearer ${key}`, 200],
    [basic(`anyone:${key}`), 200],
    [`Bearer ${key}x`, 401],
    [`Bearer ${key.slice(0, -1)}`, 401],
    [basic(`${key}:`), 401],
    [key, 401],
    ['Bearer', 401],
  ])('%s gets %d', async (authorization, status) => {
    expect((await ask(closed, { authorization })).status).toBe(status);
    expect((await fetch(closed.address + image, { headers: { authorization } })).status).toBe(status === 200 ? 404 : status);
  });

  it('only the health check and the pages of the admin, which know nothing by themselves, are served to everyone', async () => {
    expect((await fetch(`${closed.address}/healthz`)).status).toBe(200);
    expect((await fetch(`${closed.address}/sign-in`, { headers: { accept: 'text/html' } })).status).toBe(200);
    expect((await ask(closed, {}, '{ __schema { queryType { name } } }')).status).toBe(401);
  });
});

describe('On the embedded database', () => {
  it('whoever sits at this machine is admin, and shows no key', async () => {
    expect(await ask(open)).toMatchObject({ status: 200, code: undefined });
  });

  it('a wrong key is refused all the same', async () => {
    expect(await ask(open, { authorization: 'Bearer nonsense' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('what a proxy passes on does not come from this machine', async () => {
    expect((await ask(open, { 'x-forwarded-for': '10.0.0.7' })).status).toBe(401);
    expect((await fetch(open.address + image, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(401);
  });

  it('is closed in production, and by a key of the settings', async () => {
    const production = await startWorld({ environment: { NODE_ENV: 'production' } });
    const keyed = await startWorld({ environment: { HALFPENNY_KEY: key } });
    expect([(await ask(production)).status, (await ask(keyed)).status]).toEqual([401, 401]);
    await Promise.all([production.close(), keyed.close()]);
  });
});

describe('A page of another site', () => {
  it('is refused whatever it would have a browser do here', async () => {
    const { host } = new URL(open.address);
    expect((await ask(open, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(open, { origin: 'null' })).status).toBe(403);
    expect((await ask(open, { origin: `http://${host}` })).status).toBe(200);
  });
});

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, signedIn, type Asker } from '../../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../../test/world/service.ts';

const password = 'correct horse battery';
let world: World;
let database: Client;
let ada: Asker;

beforeAll(async () => {
  world = await startWorld({ open: false });
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(world.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);

describe('The first start', () => {
  it('makes a link that makes one admin, who is signed in by it', async () => {
    const link = world.firstAdminLink ?? '';
    expect(link.slice(0, -43)).toBe(`${world.address}/join#`);
    const offered = await post('/auth/invitation', { token: tokenOf(link) });
    expect(await offered.json()).toEqual({ workspace: 'default', email: null, roles: ['admin'] });
    const joining = { token: tokenOf(link), name: 'Ada Lovelace', email: 'Ada@Example.org', password };
    const [one, two] = await Promise.all([post('/auth/join', joining), post('/auth/join', { ...joining, email: 'eve@example.org' })]);
    expect([one.status, two.status].toSorted()).toEqual([200, 400]);
    ada = signedIn(world, one.ok ? one : two);
    expect(await asked(ada, '{ me { roles workspace { name } } }')).toEqual({ me: { roles: ['ADMIN'], workspace: { name: 'default' } } });
  });
});

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, answered, asked, speakingFor, withKey, type Asker } from '../../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../../test/world/service.ts';

let world: World;
let database: Client;
let admin: Asker;
beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

interface Created {
  readonly key: { readonly id: string; readonly prefix: string };
  readonly secret: string;
  readonly code?: string;
}

const createDocument = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on CreatedApiKey { secret key { id name prefix roles state createdBy createdAt expiresAt lastUsedAt } } ... on Refusal { code message path } } }`;
const create = async (more: object = {}, by = admin) =>
  (await asked<{ createApiKey: Created }>(by, createDocument, { input: { name: 'nightly cards', roles: ['APP'], ...more } })).createApiKey;
const revoke = (id: string) =>
  asked(admin, `mutation { revokeApiKey(id: "${id}") { ... on ApiKey { state } ... on Refusal { code path } } }`);
const me = '{ me { name roles apiKeyId workspace { name } } }';

describe('An API key', () => {
  it('is shown once and kept as a hash; whoever shows it is the key', async () => {
    const { key, secret } = await create();
    expect(secret).toMatch(/^hp_[0-9a-z]{12}_[\w-]{43}$/);
    expect(key).toMatchObject({
      name: 'nightly cards',
      prefix: secret.slice(0, 15),
      roles: ['APP'],
      state: 'ACTIVE',
      createdBy: 'this machine',
    });
    expect(await asked(withKey(world, secret), me)).toEqual({
      me: { name: 'nightly cards', roles: ['APP'], apiKeyId: key.id, workspace: { name: 'default' } },
    });
    const { rows } = await database.query('SELECT * FROM api_key WHERE id = $1', [key.id]);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(16));
    expect(await asked(admin, '{ apiKeys { id lastUsedAt } }')).toEqual({ apiKeys: [{ id: key.id, lastUsedAt: '2026-11-20T12:00:00Z' }] });
  });

  it('is refused with another secret, another prefix, or anything that is no key', async () => {
    const { secret } = await create();
    const other = (await create()).secret;
    const wrong = [
      `${secret.slice(0, 16)}${other.slice(16)}`,
      `${other.slice(0, 16)}${secret.slice(16)}`,
      secret.slice(0, -1),
      `${secret}x`,
      'x',
    ];
    for (const shown of wrong)
      expect(await answered(withKey(world, shown), me), shown).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('opens until its last instant, and not from then on', async () => {
    const { secret } = await create({ expiresAt: '2026-11-20T13:00:00Z' });
    world.setNow('2026-11-20T12:59:59.999Z');
    expect((await answered(withKey(world, secret), me)).status).toBe(200);
    world.setNow('2026-11-20T13:00:00Z');
    expect((await answered(withKey(world, secret), me)).status).toBe(401);
    expect(await asked(admin, '{ apiKeys { state } }')).toMatchObject({ apiKeys: expect.arrayContaining([{ state: 'EXPIRED' }]) });
    world.setNow('2026-11-20T12:00:00Z');
  });

  it('opens nothing once it is revoked, for good', async () => {
    const { key, secret } = await create();
    expect((await answered(withKey(world, secret), me)).status).toBe(200);
    expect(await revoke(key.id)).toEqual({ revokeApiKey: { state: 'REVOKED' } });
    expect((await answered(withKey(world, secret), me)).status).toBe(401);
    expect(await revoke(key.id)).toEqual({ revokeApiKey: { state: 'REVOKED' } });
    await expect(database.query('UPDATE api_key SET revoked_at = NULL WHERE id = $1', [key.id])).rejects.toThrow('a revocation stands');
    await expect(database.query('DELETE FROM api_key WHERE id = $1', [key.id])).rejects.toThrow('DELETE is refused');
  });

  it('speaks for its own workspace alone', async () => {
    await asked(admin, 'mutation { createWorkspace(name: "studio") { ... on Workspace { id } } }');
    const { secret } = await create({ roles: ['ADMIN'] }, speakingFor(admin, 'studio'));
    const studio = withKey(world, secret);
    expect(await asked(studio, '{ me { workspace { name } workspaces { name } } }')).toEqual({
      me: { workspace: { name: 'studio' }, workspaces: [{ name: 'studio' }] },
    });
    expect((await answered(speakingFor(studio, 'studio'), me)).status).toBe(200);
    for (const name of ['default', 'nowhere']) expect((await answered(speakingFor(studio, name), me)).status).toBe(403);
    expect(await asked(studio, 'mutation { createWorkspace(name: "mine") { ... on Refusal { code } } }')).toEqual({
      createWorkspace: { code: 'INVALID_WORKSPACE' },
    });
  });

  it.each([
    ['without a name', { name: '  ' }, ['input', 'name']],
    ['with a name of 101 characters', { name: 'n'.repeat(101) }, ['input', 'name']],
    ['without a role', { roles: [] }, ['input', 'roles']],
    ['that has expired', { expiresAt: '2026-11-20T12:00:00Z' }, ['input', 'expiresAt']],
  ])('is not made %s', async (_what, more, path) => {
    expect(await create(more)).toMatchObject({ code: 'INVALID_API_KEY', path });
  });

  it.each(['nonsense', '01890000-0000-7000-8000-000000000009'])('is not revoked by %s', async (id) => {
    expect(await revoke(id)).toEqual({ revokeApiKey: { code: 'API_KEY_NOT_FOUND', path: ['id'] } });
  });
});

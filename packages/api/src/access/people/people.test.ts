import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, asked, signedIn, speakingFor, type Asker } from '../../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../../test/world/service.ts';

const password = 'correct horse battery';
let world: World;
let database: Client;
let ada: Asker;

beforeAll(async () => {
  world = await startWorld({ open: false });
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const token = tokenOf(world.firstAdminLink ?? '');
  ada = signedIn(world, await post('/auth/join', { token, name: 'Ada Lovelace', email: 'Ada@Example.org', password }));
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(world.address + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);
const signIn = (email: string, secret = password) => post('/auth/sign-in/email', { email, password: secret });

const inviteDocument = `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) {
  ... on Invited { email link } ... on Refusal { code message path } } }`;
const invite = async (email: string, roles: string[], by = ada) =>
  (await asked<{ invitePerson: { link: string } }>(by, inviteDocument, { input: { email, roles } })).invitePerson;
const memberDocument = (call: string) => `mutation { ${call} { ... on Member { name roles } ... on Refusal { code message path } } }`;
const idOf = async (email: string) =>
  (await database.query<{ id: string }>('SELECT id FROM person WHERE email = $1', [email])).rows[0]?.id ?? '';

/** Invites somebody and uses the link. */
async function join(name: string, roles: string[]): Promise<Asker> {
  const { link } = await invite(`${name}@example.org`, roles);
  return signedIn(world, await post('/auth/join', { token: tokenOf(link), name, password }));
}

describe('The link of the first start', () => {
  it('makes one admin, however many use it at once; a start that finds an admin makes none', async () => {
    const other = await startWorld({ open: false });
    const token = tokenOf(other.firstAdminLink ?? '');
    expect(other.firstAdminLink).toBe(`${other.address}/join#${token}`);
    const headers = { 'content-type': 'application/json' };
    const use = (path: string, body: object) => fetch(other.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await (await use('/auth/invitation', { token })).json()).toEqual({ workspace: 'default', email: null, roles: ['admin'] });
    const emails = ['one@example.org', 'two@example.org', 'three@example.org'];
    const uses = await Promise.all(emails.map((email) => use('/auth/join', { token, name: 'First', email, password })));
    expect(uses.filter(({ status }) => status === 200)).toHaveLength(1);
    await other.restart();
    expect(other.firstAdminLink).toBeUndefined();
    expect((await use('/auth/invitation', { token })).status).toBe(400);
    await other.close();
  });

  it('is not made where this machine is let in', async () => {
    const open = await startWorld();
    expect(open.firstAdminLink).toBeUndefined();
    await open.close();
  });
});

describe('A session', () => {
  it('stands in a cookie that no script reads and no other site sends', async () => {
    const [cookie] = (await signIn('ada@example.org')).headers.getSetCookie();
    expect(cookie).toMatch(/^halfpenny\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('is sent over https alone where people come by https', async () => {
    const secure = await startWorld({ open: false, environment: { HALFPENNY_URL: 'https://halfpenny.example' } });
    expect(secure.firstAdminLink).toMatch(/^https:\/\/halfpenny\.example\/join#/);
    const body = JSON.stringify({ token: tokenOf(secure.firstAdminLink ?? ''), name: 'Ada', email: 'ada@example.org', password });
    const reply = await fetch(`${secure.address}/auth/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(reply.headers.getSetCookie()[0]).toMatch(/^__Secure-halfpenny\.session_token=[^;]+;.* Secure;/);
    await secure.close();
  });

  it('says who asks, and ends at once when the person signs out', async () => {
    const again = signedIn(world, await signIn('ada@example.org'));
    expect(await asked(again, '{ me { name email roles workspace { name } workspaces { name } } }')).toEqual({
      me: {
        name: 'Ada Lovelace',
        email: 'ada@example.org',
        roles: ['ADMIN'],
        workspace: { name: 'default' },
        workspaces: [{ name: 'default' }],
      },
    });
    expect((await post('/auth/sign-out', {}, again.headers)).status).toBe(200);
    expect(await answered(again, '{ me { name } }')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await answered(ada, '{ me { name } }')).toMatchObject({ status: 200 });
  });

  it('is not begun by a wrong password, by an unknown address, or from a page of another site', async () => {
    expect((await signIn('ada@example.org', 'wrong horse battery')).status).toBe(401);
    expect((await signIn('nobody@example.org')).status).toBe(401);
    expect((await post('/auth/sign-in/email', { email: 'ada@example.org', password }, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
  });

  it('cannot be used by a page of another site, and is worth nothing when forged', async () => {
    const foreign = { ...ada, headers: { ...ada.headers, origin: 'https://evil.example' } };
    expect((await answered(ada, '{ me { name } }')).status).toBe(200);
    const query = JSON.stringify({ query: '{ me { name } }' });
    expect((await post('/graphql', JSON.parse(query) as object, foreign.headers)).status).toBe(403);
    const forged = { ...ada, headers: { ...ada.headers, cookie: String(ada.headers['cookie']).replace(/=(.)/, '=x$1') } };
    expect(await answered(forged, '{ me { name } }')).toMatchObject({ status: 401 });
  });

  it('is all that is served of the sign-in library: nobody signs up alone', async () => {
    for (const path of ['/auth/sign-up/email', '/auth/delete-user', '/auth/update-user', '/auth/list-sessions']) {
      expect((await post(path, { email: 'eve@example.org', password, name: 'Eve' })).status, path).toBe(404);
    }
  });
});

describe('An invitation', () => {
  it('makes a member with its roles, once; another one of the same address takes it back', async () => {
    const first = await invite('Bob@example.org', ['APP', 'FINANCE']);
    const second = await invite('bob@example.org', ['APP']);
    expect((await post('/auth/join', { token: tokenOf(first.link), name: 'Bob', password })).status).toBe(400);
    const bob = signedIn(world, await post('/auth/join', { token: tokenOf(second.link), name: 'Bob', password }));
    expect(await asked(bob, '{ me { name email roles } }')).toEqual({ me: { name: 'Bob', email: 'bob@example.org', roles: ['APP'] } });
    expect((await post('/auth/join', { token: tokenOf(second.link), name: 'Eve', password })).status).toBe(400);
    expect(await answered(bob, '{ people { name } }')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('is listed until it is used, expires after a week, and can be taken back', async () => {
    const { link } = await invite('carol@example.org', ['AUDITOR']);
    const list = () =>
      asked<{ invitations: { id: string; email: string }[] }>(ada, '{ invitations { id email roles invitedBy expiresAt } }');
    const [carol] = (await list()).invitations;
    expect(carol).toMatchObject({ email: 'carol@example.org', invitedBy: 'Ada Lovelace', expiresAt: '2026-11-27T12:00:00Z' });
    world.setNow('2026-11-27T12:00:00Z');
    expect((await post('/auth/invitation', { token: tokenOf(link) })).status).toBe(400);
    world.setNow('2026-11-20T12:00:00Z');
    expect((await post('/auth/invitation', { token: tokenOf(link) })).status).toBe(200);
    const revoke = `mutation { revokeInvitation(id: "${carol?.id}") { ... on RevokedInvitation { id } ... on Refusal { code } } }`;
    expect(await asked(ada, revoke)).toEqual({ revokeInvitation: { id: carol?.id } });
    expect(await asked(ada, revoke)).toEqual({ revokeInvitation: { code: 'INVITATION_NOT_FOUND' } });
    expect((await post('/auth/invitation', { token: tokenOf(link) })).status).toBe(400);
  });

  it('of somebody who signs in here already makes them a member at once', async () => {
    await asked(ada, 'mutation { createWorkspace(name: "atelier") { ... on Workspace { id } } }');
    const atelier = speakingFor(ada, 'atelier');
    const dora = await join('dora', ['APP']);
    expect(await invite('dora@example.org', ['OPERATOR'], atelier)).toEqual({ email: 'dora@example.org', link: null });
    expect(await asked(dora, '{ me { workspaces { name roles } } }')).toEqual({
      me: {
        workspaces: [
          { name: 'default', roles: ['APP'] },
          { name: 'atelier', roles: ['OPERATOR'] },
        ],
      },
    });
    expect(await asked(speakingFor(dora, 'atelier'), '{ me { roles } }')).toEqual({ me: { roles: ['OPERATOR'] } });
    expect(await invite('dora@example.org', ['OPERATOR'], atelier)).toMatchObject({ code: 'INVALID_PERSON', path: ['input', 'email'] });
  });

  it.each([
    ['an address without an @', { email: 'ada', roles: ['APP'] }, ['input', 'email']],
    ['an empty address', { email: ' ', roles: ['APP'] }, ['input', 'email']],
    ['an address with a line break', { email: 'ada@exam\nple.org', roles: ['APP'] }, ['input', 'email']],
    ['an address of 300 characters', { email: `${'a'.repeat(290)}@b.example`, roles: ['APP'] }, ['input', 'email']],
    ['no roles', { email: 'new@example.org', roles: [] }, ['input', 'roles']],
  ])('is refused for %s', async (_what, { email, roles }, path) => {
    expect(await invite(email, roles)).toMatchObject({ code: 'INVALID_PERSON', path });
  });

  it.each([
    ['a short password', { password: 'short' }, 'A password has 12 to 128 characters.'],
    ['a password of 129 characters', { password: 'p'.repeat(129) }, 'A password has 12 to 128 characters.'],
    ['no name', { name: ' ' }, 'A person has a name of 1 to 100 characters.'],
    ['a name that is no text', { name: 7 }, 'A person has a name of 1 to 100 characters.'],
    ['another link', { token: 'nonsense' }, 'This link was used, taken back, or has expired: ask whoever sent it for another one.'],
  ])('is not used up by %s', async (_what, wrong, message) => {
    const { link } = await invite('eva@example.org', ['APP']);
    const reply = await post('/auth/join', { token: tokenOf(link), name: 'Eva', password, ...wrong });
    expect([reply.status, ((await reply.json()) as { message: string }).message]).toEqual([400, message]);
    expect((await post('/auth/invitation', { token: tokenOf(link) })).status).toBe(200);
  });
});

describe('A member', () => {
  it('is from the next request on what an admin makes them', async () => {
    const finn = await join('finn', ['APP']);
    const ledger = '{ accountBalances { account } }';
    expect((await answered(finn, ledger)).code).toBe('FORBIDDEN');
    expect(await asked(ada, memberDocument(`setRoles(personId: "${await idOf('finn@example.org')}", roles: [FINANCE])`))).toEqual({
      setRoles: { name: 'finn', roles: ['FINANCE'] },
    });
    expect((await answered(finn, ledger)).status).toBe(200);
  });

  it('who is removed is signed out, and cannot come back', async () => {
    const gus = await join('gus', ['APP']);
    await asked(ada, memberDocument(`removePerson(personId: "${await idOf('gus@example.org')}")`));
    expect((await answered(gus, '{ me { name } }')).status).toBe(401);
    expect(await answered(signedIn(world, await signIn('gus@example.org')), '{ me { name } }')).toMatchObject({
      status: 403,
      message: 'gus is a member of no workspace: let an admin of one invite you.',
    });
  });

  it('who is the last admin stays one, and stays', async () => {
    const id = await idOf('ada@example.org');
    expect(await asked(ada, memberDocument(`setRoles(personId: "${id}", roles: [APP])`))).toMatchObject({
      setRoles: { code: 'LAST_ADMIN' },
    });
    expect(await asked(ada, memberDocument(`removePerson(personId: "${id}")`))).toMatchObject({ removePerson: { code: 'LAST_ADMIN' } });
  });

  it.each(['nonsense', '01890000-0000-7000-8000-000000000009'])('is not found by %s', async (id) => {
    expect(await asked(ada, memberDocument(`removePerson(personId: "${id}")`))).toMatchObject({
      removePerson: { code: 'PERSON_NOT_FOUND' },
    });
    expect(await asked(ada, memberDocument(`setRoles(personId: "${id}", roles: [APP])`))).toMatchObject({
      setRoles: { code: 'PERSON_NOT_FOUND' },
    });
  });
});

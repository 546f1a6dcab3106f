import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyOperation } from '../../../../test/world/any-document.ts';
import { anonymous, asked, speakingFor, withKey, type Asker } from '../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { accessMatrix } from './access-matrix.ts';
import { roles, type Role } from './role.ts';

let world: World;
/** A key of each role in each of two workspaces. */
const keys = new Map<string, Asker>();

const createKey = `mutation ($roles: [Role!]!) { createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }`;

beforeAll(async () => {
  world = await startWorld();
  const admin = anonymous(world);
  await asked(admin, 'mutation { createWorkspace(name: "atelier") { ... on Workspace { id } } }');
  for (const workspace of ['default', 'atelier']) {
    for (const role of roles) {
      const made = await asked<{ createApiKey: { secret: string } }>(speakingFor(admin, workspace), createKey, {
        roles: [role.toUpperCase()],
      });
      keys.set(`${workspace} ${role}`, withKey(world, made.createApiKey.secret));
    }
  }
});
afterAll(() => world.close());

/** Whether the operation was refused for want of a role, whichever way it says so. */
async function isForbidden(asker: Asker | undefined, document: string): Promise<boolean> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asker?.headers },
    body: JSON.stringify({ query: document }),
  };
  const text = await (await fetch(`${world.address}/graphql`, init)).text();
  expect(text).not.toMatch(/GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|UNAUTHENTICATED/);
  const { data, errors = [] } = JSON.parse(text) as Answer;
  const codes = [
    ...errors.map(({ extensions }) => extensions.code),
    ...Object.values(data ?? {}).map((answer) => answer?.code ?? answer?.Refusal_code),
  ];
  return codes.includes('FORBIDDEN');
}

/** What a document is answered with: an operation that is refused says so itself. What it shows may name what else is forbidden. */
interface Answer {
  readonly data?: Readonly<Record<string, { readonly code?: string; readonly Refusal_code?: string } | null>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

const operations = everyOperation();
const noSuchId = '01890000-0000-7000-8000-00000000dead';

describe.each(['default', 'atelier'])('In the workspace %s', (workspace) => {
  it.each(operations.map(({ name }) => name))('%s is open to the roles of its line, and to no other', async (name) => {
    const document = operations.find((operation) => operation.name === name)?.document() ?? '';
    const open: Role[] = [];
    for (const role of roles) if (!(await isForbidden(keys.get(`${workspace} ${role}`), document))) open.push(role);
    expect(open.toSorted()).toEqual([...(accessMatrix[name] ?? [])].toSorted());
  });

  it.each([
    ['GET /images', `/images/${noSuchId}/0.png`],
    ['GET /images', `/images/${noSuchId}/partial/0-0.png`],
    ['GET /uploads', `/uploads/${noSuchId}`],
    ['POST /uploads', '/uploads'],
  ])('%s at %s is open to the roles of its line, and to no other', async (operation, path) => {
    const [method = ''] = operation.split(' ');
    const open: Role[] = [];
    for (const role of roles) {
      const headers = { ...keys.get(`${workspace} ${role}`)?.headers, ...(method === 'POST' && { 'content-type': 'image/png' }) };
      const { status } = await fetch(world.address + path, { method, headers });
      if (status !== 403) open.push(role);
      expect([403, method === 'POST' ? 422 : 404]).toContain(status);
    }
    expect(open.toSorted()).toEqual([...(accessMatrix[operation] ?? [])].toSorted());
  });

  it('no role opens the other workspace', async () => {
    const other = workspace === 'default' ? 'atelier' : 'default';
    for (const role of roles) {
      const key = keys.get(`${workspace} ${role}`);
      if (key === undefined) throw new Error('Every role has a key.');
      expect(await isForbidden(speakingFor(key, other), '{ me { name } }')).toBe(true);
    }
  });
});

describe('A refusal for want of a role', () => {
  it('says which roles would do, as a refusal where the field can answer with one', async () => {
    const auditor = keys.get('default auditor');
    if (auditor === undefined) throw new Error('Every role has a key.');
    const generate = 'mutation { generate(input: { requestKey: "k", quoteId: "q" }) { ... on Refusal { code message accepted } } }';
    expect(await asked(auditor, generate)).toEqual({
      generate: {
        code: 'FORBIDDEN',
        message: 'Mutation.generate takes one of the roles app, admin; "one" is auditor here.',
        accepted: ['app', 'admin'],
      },
    });
  });
});

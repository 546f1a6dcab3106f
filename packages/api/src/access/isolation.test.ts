/** Every operation is tried from one workspace with all that another one has: nothing of it is told, and nothing of it changes. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everyOperation } from '../../../../test/world/any-document.ts';
import { anonymous, asked, speakingFor, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { plainPicture } from '../../../../test/world/pictures.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let stranger: Asker;
let image: string;
let upload: { readonly id: string; readonly url: string };
/** Ids and names that stand in rows of the first workspace, and are told to nobody outside it. */
let secrets: readonly string[];

const request = { model: 'gpt-image-2', prompt: 'Shell', size: '976x704', quality: 'low', partialImages: 1 };

beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const admin = anonymous(world);
  const input = { requestKey: 'the key of the first', request, providers: ['openai'] };
  await asked(admin, 'mutation { setBudget(input: { book: SIMULATED, limit: { amount: "7", currency: "USD" } }) { __typename } }');
  await asked(admin, 'mutation { invitePerson(input: { email: "hidden@first.example", roles: [APP] }) { __typename } }');
  await asked(admin, 'mutation { createApiKey(input: { name: "secret cards", roles: [APP] }) { __typename } }');
  const { generate } = await asked<{ generate: Generated }>(admin, generateDocument, { input });
  image = generate.images[0]?.url ?? '';
  upload = await bring({});
  await asked(admin, 'mutation { createWorkspace(name: "atelier") { __typename } }');
  const key =
    'mutation { createApiKey(input: { name: "stranger", roles: [ADMIN, APP, FINANCE, OPERATOR, APPROVER] }) { ... on CreatedApiKey { secret } } }';
  const made = await asked<{ createApiKey: { secret: string } }>(speakingFor(admin, 'atelier'), key);
  stranger = withKey(world, made.createApiKey.secret);
  secrets = await secretsOfFirst();
  await vi.waitFor(async () => expect((await rowsOfFirst())['unfolded_posting']).toEqual([]), { timeout: 60_000 });
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function bring(headers: Readonly<Record<string, string>>): Promise<typeof upload> {
  const init = { method: 'POST', headers: { 'content-type': 'image/png', ...headers }, body: new Uint8Array(await plainPicture(64, 64)) };
  return (await (await fetch(`${world.address}/uploads`, init)).json()) as typeof upload;
}

const first = '01890000-0000-7000-8000-000000000001';

async function tenantTables(): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
  return rows.map(({ name }) => name);
}

/** Every row of the first workspace, as text, by table. */
async function rowsOfFirst(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, string[]> = {};
  for (const table of await tenantTables()) {
    const { rows } = await database.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} AS t WHERE workspace_id = $1 ORDER BY 1`,
      [first],
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

async function secretsOfFirst(): Promise<readonly string[]> {
  const { rows: entries } = await database.query<{ id: string }>('SELECT id FROM price_entry');
  const shared = new Set([first, ...entries.map(({ id }) => id)]);
  const text = Object.values(await rowsOfFirst())
    .flat()
    .join('\n');
  const ids = (text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []).filter((id) => !shared.has(id));
  return [...new Set([...ids, 'the key of the first', 'secret cards', 'hidden@first.example'])];
}

async function answerTo(document: string): Promise<string> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...stranger.headers },
    body: JSON.stringify({ query: document }),
  };
  return await (await fetch(`${world.address}/graphql`, init)).text();
}

function editOf(uploadId: string): object {
  const edited = { ...request, operation: 'EDIT', images: [{ uploadId }] };
  return { input: { requestKey: uploadId, providers: ['openai'], request: edited } };
}

describe('From another workspace', () => {
  it('there is something to hide in every table that a workspace fills by asking', async () => {
    const filled = Object.entries(await rowsOfFirst()).filter(([, rows]) => rows.length > 0);
    expect(filled.map(([table]) => table)).toEqual(
      expect.arrayContaining([
        'api_key',
        'budget',
        'charge',
        'generated_image',
        'generation',
        'hold',
        'invitation',
        'ledger_entry',
        'quote',
        'upload',
      ]),
    );
    expect(secrets.length).toBeGreaterThan(10);
  });

  it.each(everyOperation().map(({ name }) => name))('%s tells nothing and changes nothing, whichever id it is given', async (name) => {
    const operation = everyOperation().find((one) => one.name === name);
    const before = await rowsOfFirst();
    for (const secret of ['', ...secrets]) {
      const document = operation?.document((argument) => (/id$|key$/i.test(argument) && secret !== '' ? secret : undefined)) ?? '';
      const answer = (await answerTo(document)).replaceAll(secret === '' ? '\0' : secret, '');
      expect(answer).not.toContain('GRAPHQL_VALIDATION_FAILED');
      expect(secrets.filter((other) => answer.includes(other))).toEqual([]);
    }
    expect(await rowsOfFirst()).toEqual(before);
  });

  it('an image of the first is not there, whole or partial', async () => {
    for (const path of [image, image.replace('/0.png', '/partial/0-0.png')]) {
      expect((await fetch(world.address + path)).status).toBe(200);
      expect((await fetch(world.address + path, { headers: stranger.headers })).status).toBe(404);
    }
  });

  it('the database itself shows nothing of any table with a workspace column, nor to whoever names no workspace', async () => {
    const seen: Record<string, unknown> = {};
    const filled = Object.entries(await rowsOfFirst()).filter(([, rows]) => rows.length > 0);
    for (const [table, rows] of filled) {
      await database.query('BEGIN');
      await database.query('SET LOCAL ROLE halfpenny_service');
      const counts: number[] = [];
      for (const workspace of [first, '01890000-0000-7000-8000-00000000dead', '']) {
        await database.query("SELECT set_config('app.workspace', $1, true)", [workspace]);
        counts.push((await database.query(`SELECT FROM ${table} WHERE workspace_id = $1`, [first])).rowCount ?? -1);
      }
      await database.query('ROLLBACK');
      if (counts.join() !== `${rows.length},0,0`) seen[table] = counts;
    }
    expect(seen).toEqual({});
    expect(filled.length).toBeGreaterThan(15);
  });

  it('an upload of the first is not there, nor can anything be made from it; the same bytes brought anew are another upload', async () => {
    expect((await fetch(world.address + upload.url)).status).toBe(200);
    expect((await fetch(world.address + upload.url, { headers: stranger.headers })).status).toBe(404);
    const { generate: refused } = await asked<{ generate: Generated }>(stranger, generateDocument, editOf(upload.id));
    expect([refused.code, refused.path.join('.')]).toEqual(['UPLOAD_NOT_FOUND', 'input.request.images.0.uploadId']);
    const own = await bring(stranger.headers);
    expect(own.id).not.toBe(upload.id);
    expect(await asked(stranger, generateDocument, editOf(own.id))).toMatchObject({ generate: { status: 'SUCCEEDED' } });
  });
});

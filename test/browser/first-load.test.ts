import { buildStale } from '@halfpenny/local';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(repository, 'packages/admin/dist');
/** A kilobyte is 1,000 bytes here: the stricter reading. */
const bytesMost = 250_000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

let manifest: Readonly<Record<string, Chunk>>;
let pages: readonly string[];
beforeAll(async () => {
  await buildStale({ repository, env: process.env });
  manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')) as typeof manifest;
  const router = await readFile(join(repository, 'packages/admin/src/router.ts'), 'utf8');
  pages = [...new Set([...router.matchAll(/import\('\.\/(.*\.vue)'\)/g)].map(([, path]) => `src/${path}`))];
});

/** Compressed bytes of the scripts that a page needs before it shows: the application and the page, with all they import at once. */
async function firstLoadBytes(page: string): Promise<number> {
  const needed = new Set<string>();
  const need = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build has no ${name}.`);
    if (needed.has(chunk.file)) return;
    needed.add(chunk.file);
    chunk.imports?.forEach(need);
  };
  need('index.html');
  need(page);
  const sizes = await Promise.all([...needed].map(async (file) => (await stat(join(dist, `${file}.gz`))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('The first load is at most 250 kB of compressed JavaScript, whichever page of the router is opened first', async () => {
  const loads = await Promise.all(pages.map(async (page) => ({ page, bytes: await firstLoadBytes(page) })));
  expect(loads.length).toBeGreaterThan(15);
  expect(loads.filter(({ bytes }) => bytes < 50_000 || bytes > bytesMost)).toEqual([]);
});

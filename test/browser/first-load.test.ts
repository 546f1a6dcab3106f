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

beforeAll(() => buildStale({ repository, env: process.env }));

/** Compressed bytes of the scripts that a page needs before it shows: the application and the page, with all they import at once. */
async function firstLoadBytes(page: string): Promise<number> {
  const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;
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

test('the first load, of the page where the admin begins, is at most 250 kB of compressed JavaScript', async () => {
  const bytes = await firstLoadBytes('src/price-book/PriceBookPage.vue');
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(bytesMost);
});

import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../test/world/temporary-folder.ts';
import { buildStale } from './build-stale.ts';

/** A workspace whose packages are built by copying one file. */
async function workspace(): Promise<{ repository: string; env: NodeJS.ProcessEnv }> {
  const repository = await temporaryFolder(onTestFinished);
  await writeFile(join(repository, 'tsconfig.base.json'), '{}');
  await writeFile(join(repository, 'pnpm-lock.yaml'), '');
  for (const name of ['core', 'api', 'admin']) {
    const folder = join(repository, 'packages', name);
    await mkdir(folder, { recursive: true });
    const build = 'mkdir dist && cp source.ts dist/built.js && echo "$NODE_ENV" > dist/mode';
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: `@halfpenny/${name}`, scripts: { build } }));
    await writeFile(join(folder, 'source.ts'), 'one');
  }
  return { repository, env: { PATH: '/usr/bin:/bin', NODE_ENV: 'test' } };
}

test('builds everything once, for production, and then nothing', async () => {
  const place = await workspace();
  expect(await buildStale(place)).toEqual(['core', 'api', 'admin']);
  expect(await readFile(join(place.repository, 'packages/admin/dist/mode'), 'utf8')).toBe('production\n');
  expect(await buildStale(place)).toEqual([]);
});

test('of two builders at once one builds and the other finds nothing to do', async () => {
  const place = await workspace();
  const built = await Promise.all([buildStale(place), buildStale(place)]);
  expect(built.flat().toSorted()).toEqual(['admin', 'api', 'core']);
});

test('a change in the API leaves core and admin as they are; one in core makes everything anew', async () => {
  const place = await workspace();
  await buildStale(place);
  await writeFile(join(place.repository, 'packages/api/source.ts'), 'two');
  expect(await buildStale(place)).toEqual(['api']);
  await writeFile(join(place.repository, 'packages/core/source.ts'), 'two');
  expect(await buildStale(place)).toEqual(['core', 'api', 'admin']);
});

test('a build that fails says so in the words of its program, and is tried again', async () => {
  const place = await workspace();
  const manifest = join(place.repository, 'packages/core/package.json');
  await cp(manifest, `${manifest}.good`);
  await writeFile(manifest, JSON.stringify({ name: '@halfpenny/core', scripts: { build: 'echo "money.ts: no such type" && exit 2' } }));
  await expect(buildStale(place)).rejects.toThrow('@halfpenny/core could not be built (2):\nmoney.ts: no such type');
  await cp(`${manifest}.good`, manifest);
  expect(await buildStale(place)).toEqual(['core', 'api', 'admin']);
});

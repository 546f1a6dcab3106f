import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/world/temporary-folder.ts';
import { makeOnce } from './make-once.ts';

const fill = (part: string): Promise<void> => writeFile(join(part, 'postgres'), 'whole');

test('of two makers at once one wins, both find the folder whole, and nothing else is left', async () => {
  const place = await temporaryFolder(onTestFinished);
  const folder = join(place, 'binaries');
  await Promise.all([makeOnce(folder, fill), makeOnce(folder, fill)]);
  expect(await readFile(join(folder, 'postgres'), 'utf8')).toBe('whole');
  expect(await readdir(place)).toEqual(['binaries']);
});

test('a folder that is there is not made again', async () => {
  const place = await temporaryFolder(onTestFinished);
  await makeOnce(place, () => Promise.reject(new Error('made again')));
  expect(await readdir(place)).toEqual([]);
});

test('a maker that fails says why and leaves nothing', async () => {
  const place = await temporaryFolder(onTestFinished);
  await expect(makeOnce(join(place, 'binaries'), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(await readdir(place)).toEqual([]);
});

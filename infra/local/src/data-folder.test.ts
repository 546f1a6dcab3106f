import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeDataFolder } from './data-folder.ts';

test('a folder is made where it is wanted', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'data-')), 'deep/down');
  await takeDataFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('a folder that cannot be made is refused by the name of its setting', async () => {
  await expect(takeDataFolder('/dev/null/data')).rejects.toThrow(
    'The data folder /dev/null/data cannot be made or written: set HALFPENNY_DATA to one that can.',
  );
});

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/world/temporary-folder.ts';
import { takeDataFolder } from './data-folder.ts';

test('a folder is made where it is wanted', async () => {
  const folder = join(await temporaryFolder(onTestFinished), 'deep/down');
  await takeDataFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('a folder that cannot be made is refused by the name of its setting', async () => {
  await expect(takeDataFolder('/dev/null/data')).rejects.toThrow(
    'The data folder /dev/null/data cannot be made or written: set HALFPENNY_DATA to one that can.',
  );
});

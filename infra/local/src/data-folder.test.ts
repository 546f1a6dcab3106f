import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeDataFolder } from './data-folder.ts';

const stranger = { name: 'nobody', uid: 65_534, gid: 65_534 };

test('a folder is made where it is wanted', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'data-')), 'deep/down');
  expect(await takeDataFolder({ folder, named: true, user: undefined, repository: '/clone' })).toEqual({ folder });
});

test('a folder that cannot be made is refused by the name of its setting', async () => {
  const wish = { folder: '/dev/null/data', named: true, user: undefined, repository: '/clone' };
  await expect(takeDataFolder(wish)).rejects.toThrow('The data folder /dev/null/data cannot be made: set HALFPENNY_DATA to another.');
});

test('a named folder that the database cannot enter is refused, not moved', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  onTestFinished(() => chmod(folder, 0o700));
  await chmod(folder, 0o700);
  await expect(takeDataFolder({ folder, named: true, user: stranger, repository: '/clone' })).rejects.toThrow(
    /^The data folder .* cannot be entered by the user nobody, as which PostgreSQL must run when root starts it: set HALFPENNY_DATA to a folder that can\.$/,
  );
});

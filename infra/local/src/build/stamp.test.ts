import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../test/world/temporary-folder.ts';
import { contentStamp } from './stamp.ts';

async function workspace(): Promise<string> {
  const root = await temporaryFolder(onTestFinished);
  await mkdir(join(root, 'core/src'), { recursive: true });
  await mkdir(join(root, 'core/dist'));
  await writeFile(join(root, 'core/src/money.ts'), 'export const pico = 1n;');
  await writeFile(join(root, 'lock.yaml'), 'a: 1');
  return root;
}

test('a changed, an added and a renamed file each change the stamp', async () => {
  const root = await workspace();
  const stamps = [contentStamp(root, ['core', 'lock.yaml'])];
  await writeFile(join(root, 'core/src/money.ts'), 'export const pico = 2n;');
  stamps.push(contentStamp(root, ['core', 'lock.yaml']));
  await writeFile(join(root, 'core/src/time.ts'), '');
  stamps.push(contentStamp(root, ['core', 'lock.yaml']));
  await writeFile(join(root, 'lock.yaml'), 'a: 2');
  stamps.push(contentStamp(root, ['core', 'lock.yaml']));
  expect(new Set(stamps).size).toBe(4);
});

test('what is built, tests and the times of files leave it as it was', async () => {
  const root = await workspace();
  const before = contentStamp(root, ['core']);
  await writeFile(join(root, 'core/dist/money.js'), 'export const pico = 1n;');
  await writeFile(join(root, 'core/src/money.test.ts'), 'a test');
  await utimes(join(root, 'core/src/money.ts'), 1, 1);
  expect(contentStamp(root, ['core'])).toBe(before);
});

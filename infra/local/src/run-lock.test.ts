import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/world/temporary-folder.ts';
import { takeRunLock } from './run-lock.ts';

const newFolder = (): Promise<string> => temporaryFolder(onTestFinished);

test('a second start from the same folder is told where the first serves', async () => {
  const folder = await newFolder();
  const lock = await takeRunLock(folder);
  await lock.note({ pid: 4711, address: 'http://localhost:4000' });
  await expect(takeRunLock(folder)).rejects.toThrow(
    `Halfpenny already runs at http://localhost:4000 (process 4711) from ${folder}: stop it, or set HALFPENNY_DATA and PORT to run another beside it.`,
  );
  lock.release();
});

test('a start waits for one that is stopping, and then has the folder', async () => {
  const folder = await newFolder();
  const stopping = await takeRunLock(folder);
  await stopping.note({ pid: 4711, stopping: true });
  const waiting = takeRunLock(folder);
  stopping.release();
  (await waiting).release();
});

test('a start that was killed holds nothing', async () => {
  const folder = await newFolder();
  const module = fileURLToPath(new URL('run-lock.ts', import.meta.url));
  const program = `const { takeRunLock } = await import(${JSON.stringify(module)});
    await takeRunLock(${JSON.stringify(folder)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  await expect(takeRunLock(folder)).rejects.toThrow('Halfpenny already runs from');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  (await takeRunLock(folder)).release();
});

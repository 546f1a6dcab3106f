import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/world/temporary-folder.ts';

const module = JSON.stringify(fileURLToPath(new URL('run-command.ts', import.meta.url)));

/** Says how many processes of the run command stand above it, and, if there are any, when one of them is gone. */
const watcher = `
  const { runCommandAbove, watchRunCommand } = await import(${module});
  const above = runCommandAbove(process.pid).length;
  if (above > 0) setInterval(() => {}, 1000);
  watchRunCommand(() => { process.stdout.write('gone'); process.exit(0); });
  process.stdout.write(String(above));`;

/** A chain as a package manager makes it: the program of that name starts a shell, which starts the one that watches. */
async function startUnder(name: string): Promise<{ wrapper: ChildProcess; said: () => Promise<string> }> {
  const folder = await temporaryFolder(onTestFinished);
  await writeFile(join(folder, 'watch.mjs'), watcher);
  const shell = `"${process.execPath}" watch.mjs; :`;
  await writeFile(join(folder, name), `require('node:child_process').spawn(${JSON.stringify(shell)}, { shell: true, stdio: 'inherit' });`);
  const wrapper = spawn(process.execPath, [join(folder, name)], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = async (): Promise<string> => String(((await once(wrapper.stdout, 'data')) as [Buffer])[0]);
  return { wrapper, said };
}

test('SIGKILL of a package manager, which nobody passes on, is noticed below the shell it started', async () => {
  const { wrapper, said } = await startUnder('pnpm.cjs');
  expect(await said()).toBe('2');
  wrapper.kill('SIGKILL');
  expect(await said()).toBe('gone');
});

test('a shell or program that is no package manager may end and leave us running', async () => {
  const { said } = await startUnder('nohup.cjs');
  expect(await said()).toBe('0');
});

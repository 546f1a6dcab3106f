import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processFacts } from './processes.ts';
import { restartable } from './restartable.ts';

function program(begun: ChildProcess[]): ChildProcess {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  begun.push(child);
  return child;
}

test('a restart ends the one before it begins the next, and two at once never overlap', async () => {
  const begun: ChildProcess[] = [];
  const start = restartable(() => program(begun));
  await Promise.all([start.restart(), start.restart()]);
  expect(begun.map(({ signalCode }) => signalCode)).toEqual(['SIGTERM', 'SIGTERM', null]);
  await start.stop();
  expect(begun.map(({ pid = 0 }) => processFacts(pid))).toEqual([undefined, undefined, undefined]);
});

test('one that ended of itself is begun anew, and nothing is begun after the stop', async () => {
  const begun: ChildProcess[] = [];
  const start = restartable(() => program(begun));
  begun[0]?.kill('SIGKILL');
  await once(begun[0] as ChildProcess, 'exit');
  await start.restart();
  await start.stop();
  await start.restart();
  expect(begun.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGTERM']);
});

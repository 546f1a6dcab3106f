/** The one-machine start as a person runs it: a process of its own, seen from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../world/temporary-folder.ts';

const startFile = fileURLToPath(new URL('../../infra/local/src/start.ts', import.meta.url));

/** A start under way or ended. The test that began it ends it. */
export interface HalfpennyProcess {
  /** The process that was spawned: the start itself, or the wrapper it was started under. */
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  printed(): string;
  /** Returns where it serves, once it says so; fails with what it printed if it ends before. */
  ready(): Promise<string>;
  /** Returns its exit code and all it printed, once it has ended and closed what it printed to. */
  ended(): Promise<{ code: number | null; printed: string }>;
}

/** Settings by the names of their variables. Nothing else of the tests' own environment reaches the process but its path and home. */
export function startHalfpenny(settings: Readonly<Record<string, string>>): HalfpennyProcess {
  return watched(spawn(process.execPath, [startFile], { env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** The same under a package manager, as `pnpm start` runs it: a program of that name, a shell, the start. */
export async function startUnderPnpm(settings: Readonly<Record<string, string>>): Promise<HalfpennyProcess> {
  const wrapper = join(await temporaryFolder(onTestFinished), 'pnpm.cjs');
  const line = `"${process.execPath}" "${startFile}"; exit $?`;
  await writeFile(wrapper, `require('node:child_process').spawn(${JSON.stringify(line)}, { shell: true, stdio: 'inherit' });`);
  return watched(spawn(process.execPath, [wrapper], { env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] }));
}

function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...settings };
}

function watched(child: ChildProcess): HalfpennyProcess {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await closed;
  });
  return {
    child,
    printed: () => printed,
    ready: async () => {
      for (;;) {
        const address = /Halfpenny runs at (\S+)[^]*Ctrl-C stops everything/.exec(printed)?.[1];
        if (address) return address;
        const more = await Promise.race([once(child.stdout ?? child, 'data').then(() => true), closed.then(() => false)]);
        if (!more) throw new Error(`It ended before it was ready:\n${printed}`);
      }
    },
    ended: async () => {
      await closed;
      return { code: child.exitCode, printed };
    },
  };
}

/** The number of the PostgreSQL process that runs, or last ran, from that data folder. */
export async function postgresOf(dataFolder: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
}

/** Takes the port itself and lets it go again; fails if anything listens there. */
export async function expectFree(port: number): Promise<void> {
  const probe = createServer().listen({ host: '127.0.0.1', port, exclusive: true });
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

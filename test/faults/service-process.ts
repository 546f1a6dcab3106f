/** Lives of the service: each a process on the same database, ended by a signal that nothing can catch. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildStale } from '@halfpenny/local';

const program = fileURLToPath(new URL('fault-service.ts', import.meta.url));

/** What a life of the service stands on. */
export interface Ground {
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  readonly dataFolder: string;
  /** The instant at which its clock stands. */
  readonly now: string;
  /** Further settings, by the names of their variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running service. */
export interface ServiceProcess {
  readonly address: string;
  readonly pid: number;
  /** Settles when it has ended, with the signal it ended by. */
  readonly ended: Promise<string | null>;
  /** From now on it dies at that boundary. */
  dieAt(boundary: string): Promise<void>;
  /** Ends it as a power cut would, and returns when it is gone. */
  kill(): Promise<void>;
}

/** Builds the packages that the process runs, where they have changed. */
export async function buildService(): Promise<void> {
  await buildStale({ repository: fileURLToPath(new URL('../..', import.meta.url)), env: process.env });
}

/** Starts the service and returns when it answers; with a boundary it dies there. Fails with what it said where it ends before. */
export async function startServiceProcess(ground: Ground, boundary?: string): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [program], { env: environment(ground, boundary), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = once(child, 'close').then(([, signal]) => signal as string | null);
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  const address = await firstLine(child, ended);
  return {
    address,
    pid: child.pid ?? 0,
    ended,
    dieAt: async (name) => {
      child.send(name);
      await once(child, 'message');
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function environment(ground: Ground, boundary: string | undefined): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    PATH,
    HOME,
    PORT: '0',
    DATABASE_URL: ground.databaseUrl,
    SANDBOX_URL: ground.sandboxUrl,
    HALFPENNY_DATA: ground.dataFolder,
    FAULT_NOW: ground.now,
    ...(boundary === undefined ? {} : { FAULT_BOUNDARY: boundary }),
    ...ground.environment,
  };
}

async function firstLine(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  let said = '';
  let address = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const spoke = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      address += chunk.toString('utf8');
      if (address.includes('\n')) resolve();
    });
  });
  await Promise.race([spoke, ended]);
  if (!address.includes('\n')) throw new Error(`The service ended before it answered: ${said}`);
  return address.trim();
}

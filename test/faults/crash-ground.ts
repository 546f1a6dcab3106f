/** What stays while the service dies on it: a database, the sandbox, a folder of images. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openLogger } from '../../packages/api/src/platform/logger.ts';
import { prepareDatabase } from '../../packages/api/src/prepare-database.ts';
import { startSandbox } from '../../packages/api/src/providers/sandbox/start-sandbox.ts';
import { createTestDatabase } from '../world/database.ts';
import type { BilledLine } from './books-agree.ts';
import { buildService, startServiceProcess } from './service-process.ts';
import type { Ground, ServiceProcess } from './service-process.ts';

/** The ground, and whichever service stands on it. */
export interface CrashGround {
  readonly database: Client;
  readonly sandboxUrl: string;
  readonly ground: Ground;
  /** The service that runs, started if none does. */
  running(): Promise<ServiceProcess>;
  /** Starts one of other settings, after the one that runs is ended. */
  startOther(environment: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  stop(): Promise<void>;
  /** Arms the boundary, has something done that comes across it, and answers with how the process ended. */
  dieAt(boundary: string, work: (address: string) => Promise<unknown>): Promise<string | null>;
  billedLines(): Promise<readonly BilledLine[]>;
  close(): Promise<void>;
}

/** Prepares it; the clock stands at `now`. */
export async function raiseCrashGround(of: {
  readonly now: string;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<CrashGround> {
  await buildService();
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-crash-'));
  const world = await createTestDatabase();
  const clock = (): Date => new Date(of.now);
  await prepareDatabase(world.url, { clock, logger: openLogger('warn') });
  const sandbox = await startSandbox({ port: 0, folder: join(folder, 'sandbox'), clock });
  const ground: Ground = { databaseUrl: world.url, sandboxUrl: sandbox.url, dataFolder: folder, ...of };
  const database = new Client({ connectionString: world.url });
  await database.connect();
  let service: ServiceProcess | undefined;
  const stop = async (): Promise<void> => {
    await service?.kill();
    service = undefined;
  };
  const running = async (): Promise<ServiceProcess> => (service ??= await startServiceProcess(ground));
  return {
    database,
    sandboxUrl: sandbox.url,
    ground,
    running,
    stop,
    startOther: async (environment) => {
      await stop();
      return (service = await startServiceProcess({ ...ground, environment }));
    },
    dieAt: async (boundary, work) => {
      const life = await running();
      await life.dieAt(boundary);
      await work(life.address);
      const end = await life.ended;
      service = undefined;
      return end;
    },
    billedLines: async () => ((await (await fetch(`${sandbox.url}/invoice`)).json()) as { lines: BilledLine[] }).lines,
    close: async () => {
      await stop();
      await database.end();
      await sandbox.close();
      await world.drop();
      await rm(folder, { recursive: true });
    },
  };
}

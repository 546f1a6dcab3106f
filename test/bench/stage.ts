/** What every bench of the service stands on: a durable PostgreSQL, a prepared database, a provider without latency. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogger, prepareDatabase, systemClock } from '@halfpenny/api';
import { startPostgres } from '@halfpenny/local';
import { startChild } from './child.ts';
import type { Child } from './child.ts';

/** The ground of a bench. */
export interface Stage {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly provider: Child;
  /** Starts a service process on it. */
  serve(settings?: Readonly<Record<string, string>>): Promise<Child>;
  close(): Promise<void>;
}

/** Raises it. The provider is real to the service, since it has a key. */
export async function raiseStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-bench-'));
  const postgres = await startPostgres({ home: join(folder, 'postgres'), durable: true });
  const databaseUrl = postgres.url('postgres');
  const prepared = await prepareDatabase(databaseUrl, { clock: systemClock, logger: openLogger('silent') });
  if (!prepared.ok) throw new Error(prepared.refusal.message);
  const provider = await startChild('canned-provider', {});
  return {
    databaseUrl,
    folder,
    provider,
    serve: (settings) => startChild('served', { ...environment({ databaseUrl, folder, providerUrl: provider.address }), ...settings }),
    close: async () => {
      await provider.stop();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The settings of a service on the stage, by the names of their variables. */
export function environment(of: { databaseUrl: string; folder: string; providerUrl: string }): Readonly<Record<string, string>> {
  return {
    PORT: '0',
    DATABASE_URL: of.databaseUrl,
    HALFPENNY_DATA: of.folder,
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: of.providerUrl,
    SANDBOX_URL: 'http://127.0.0.1:9',
  };
}

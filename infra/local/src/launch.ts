/**
 * The steps of a start, in order; each thing that now runs is handed to the shutdown. The API's code is imported only
 * after it was built.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { buildWave, buildWaves } from './build/build-stale.ts';
import { takeDataFolder } from './data-folder.ts';
import { bootPostgres, type Database } from './launch-database.ts';
import { playProviders, serve } from './launch-service.ts';
import type { Api, Launch, Start } from './launching.ts';
import { takeRunLock } from './run-lock.ts';
import type { Shutdown } from './shutdown.ts';
import { meant } from './start-refused.ts';
import { showWelcome } from './welcome.ts';

/** Starts everything and prints where it is. What it returns settles inside if the database that it started ends of itself. */
export async function launch(start: Start, shutdown: Shutdown): Promise<Pick<Database, 'ended'>> {
  const api = await build(start);
  const settings = meant(api.readSettings(start.env));
  const { dataFolder } = settings;
  await takeDataFolder(dataFolder);
  const lock = await takeRunLock(dataFolder);
  await shutdown.add('The lock of the data folder', () => lock.release());
  await lock.note({ pid: process.pid });
  const logger = api.openLogger(settings.logLevel, createWriteStream(join(dataFolder, 'log'), { flags: 'a' }));
  const launching: Launch = { ...start, api, shutdown, logger, settings };
  const database = await bootPostgres(launching);
  const sandboxUrl = await playProviders(launching);
  const served = await serve(launching, { databaseUrl: database.url, sandboxUrl });
  const { address } = served;
  await lock.note({ pid: process.pid, address });
  await shutdown.add('The note of the data folder', () => lock.note({ pid: process.pid, address, stopping: true }));
  showWelcome(launching, { ...served, sandboxUrl });
  return database;
}

async function build({ repository, env, progress }: Start): Promise<Api> {
  for (const wave of buildWaves) {
    await progress.step(wave.title, async (note) => {
      const built = await buildWave({ repository, env }, wave);
      note(built.length === 0 ? 'nothing has changed' : built.join(', '));
    });
  }
  return import('@halfpenny/api');
}

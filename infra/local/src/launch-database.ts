/** The database of a start: the one that `DATABASE_URL` names, else a PostgreSQL of our own; migrated, with the price book in it. */
import { join } from 'node:path';
import type { Launch } from './launching.ts';
import { ensureDatabase } from './postgres/ensure-database.ts';
import { startPostgres } from './postgres/server.ts';
import { meant } from './start-refused.ts';

/** A database that is ready for the service. */
export interface Database {
  readonly url: string;
  /** Settles with how it ended, if it is ours and ends of itself; never otherwise. */
  readonly ended: Promise<string>;
}

/** Boots or reaches PostgreSQL, migrates, and loads the published price book where it is not loaded. */
export async function bootPostgres(launch: Launch): Promise<Database> {
  const { settings, progress } = launch;
  const database = settings.databaseUrl === undefined ? await ownPostgres(launch) : givenPostgres(settings.databaseUrl);
  await progress.step('Schema and price book are current', async (note) => {
    const { migrations, priceEntries } = meant(await launch.api.prepareDatabase(database.url, preparation(launch)));
    const news = [migrations.length > 0 && `${migrations.length} migrations`, priceEntries > 0 && `${priceEntries} price entries`];
    note(news.filter(Boolean).join(', ') || 'nothing to do');
  });
  return database;
}

function preparation({ api, logger }: Launch): { clock: typeof api.systemClock; logger: typeof logger } {
  return { clock: api.systemClock, logger };
}

function ownPostgres({ settings, progress, shutdown }: Launch): Promise<Database> {
  return progress.step('PostgreSQL runs', async (note) => {
    const server = await startPostgres({ home: join(settings.dataFolder, 'postgres'), durable: true });
    await shutdown.add('PostgreSQL', () => server.stop());
    note(`on port ${server.port}, data in ${settings.dataFolder}`);
    return { url: await ensureDatabase(server, 'halfpenny'), ended: server.ended };
  });
}

function givenPostgres(url: string): Database {
  return { url, ended: new Promise(() => {}) };
}

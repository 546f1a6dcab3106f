import type { Logger } from 'pino';
import type { Clock } from './platform/clock.ts';
import { closeDatabase, openDatabase } from './platform/database.ts';
import { idsBy } from './platform/identifiers.ts';
import { migrate } from './platform/migrate.ts';
import { started, type StartOutcome } from './platform/start-outcome.ts';
import { migrateQueue } from './queue/queue-schema.ts';
import { loadBillableModels } from './price-book/load-billable-models.ts';
import { loadPublishedBook } from './price-book/load-published-book.ts';

/** What preparing a database did. Both are empty or zero for one that was ready. */
export interface Preparation {
  /** Names of the migrations that ran, in order. */
  readonly migrations: readonly string[];
  /** How many published price entries were added. */
  readonly priceEntries: number;
}

/** Makes a database ready for the service: migrated, and holding the published price book. Ready ones are left as they are. */
export async function prepareDatabase(
  databaseUrl: string,
  parts: { readonly clock: Clock; readonly logger: Logger },
): Promise<StartOutcome<Preparation>> {
  const migrations = await migrate(databaseUrl, parts.logger);
  if (!migrations.ok) return migrations;
  await migrateQueue(databaseUrl, parts.logger);
  const database = openDatabase(databaseUrl, { logger: parts.logger, connectionsMost: 1 });
  try {
    await loadBillableModels(database);
    const priceEntries = await loadPublishedBook(database, { at: parts.clock(), newId: idsBy(parts.clock) });
    return started({ migrations: migrations.value, priceEntries });
  } finally {
    await closeDatabase(database);
  }
}

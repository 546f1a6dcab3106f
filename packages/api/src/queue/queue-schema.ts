import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import type { Logger } from 'pino';

/** Brings the tables of the queue, in a schema of their own, to what the library asks for. Nothing where they are. */
export async function migrateQueue(databaseUrl: string, logger: Logger): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: quiet(logger) });
}

/** What the library says, where it belongs: every job done is of no interest, every one that failed is. */
export function quiet(logger: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') logger.warn({ ...meta }, message);
    else logger.debug(message);
  });
}

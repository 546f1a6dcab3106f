import type { Logger } from 'pino';
import type { Database } from '../platform/database.ts';
import { repeat } from '../platform/repeat.ts';
import { foldRollups } from './fold-rollups.ts';

/** Often enough that the tail a read adds up stays short; reads are right however late a fold comes. */
const everySeconds = 10;

/** Folds what was posted into the roll-ups again and again while the service lives. Answers with how to end it. */
export function keepFolding(database: Database, logger: Logger): () => Promise<void> {
  return repeat({ everySeconds, logger, failure: 'The roll-ups could not be folded; the next time goes on.' }, async () => {
    await foldRollups(database);
  });
}

import type { Logger } from 'pino';
import type { Clock } from '../platform/clock.ts';
import { asSystem, type Database } from '../platform/database.ts';
import { repeat } from '../platform/repeat.ts';
import type { ReceivedFiles } from './received-files.ts';

/** What removing files needs from the outside. */
export interface FileRemoval {
  readonly database: Database;
  readonly clock: Clock;
  readonly files: ReceivedFiles;
}

const everySeconds = 3600;
const batchMost = 100;
const hourMilliseconds = 3_600_000;

/** Removes received files whose time is over, again and again while the service lives. Answers with how to end it. */
export function keepRemovingFiles(parts: FileRemoval, logger: Logger): () => Promise<void> {
  return repeat(
    { everySeconds, logger, failure: 'Received files whose time is over could not be removed; the next time goes on.' },
    async () => {
      const removed = await removeDueFiles(parts);
      if (removed > 0) logger.info({ removed }, 'Received files that were kept for their time are removed.');
    },
  );
}

/**
 * Removes the files that were kept for as long as they were to be and that nobody holds; every line of them stays. A file that was brought several times goes when its last time is over.
 * The bytes go before their rows are marked, so that what breaks off is done again; those that were brought within the hour stay. Answers with how many files went.
 */
export async function removeDueFiles({ database, clock, files }: FileRemoval): Promise<number> {
  const now = clock();
  return await asSystem(database, async (tx) => {
    const due = `
      SELECT workspace_id AS "workspaceId", file_sha256 AS sha256 FROM statement_import AS s
      WHERE removed_at IS NULL AND NOT legal_hold AND kept_until <= $1::date AND NOT EXISTS (
        SELECT FROM statement_import AS o WHERE o.workspace_id = s.workspace_id AND o.file_sha256 = s.file_sha256 AND o.removed_at IS NULL
          AND (o.legal_hold OR o.kept_until > $1::date OR o.state IN ('received', 'reading')))
      GROUP BY 1, 2 ORDER BY min(kept_until) LIMIT ${batchMost}`;
    const { rows } = await tx.$client.query<{ workspaceId: string; sha256: string }>(due, [now.toISOString().slice(0, 10)]);
    let removed = 0;
    for (const name of rows) {
      const held = 'SELECT FROM statement_import WHERE workspace_id = $1 AND file_sha256 = $2 AND legal_hold';
      await tx.$client.query('SELECT FROM statement_import WHERE workspace_id = $1 AND file_sha256 = $2 FOR UPDATE', [
        name.workspaceId,
        name.sha256,
      ]);
      if ((await tx.$client.query(held, [name.workspaceId, name.sha256])).rowCount !== 0) continue;
      if (!(await files.removeOld(name, new Date(now.getTime() - hourMilliseconds)))) continue;
      const text = 'UPDATE statement_import SET removed_at = $3 WHERE workspace_id = $1 AND file_sha256 = $2 AND removed_at IS NULL';
      await tx.$client.query(text, [name.workspaceId, name.sha256, now]);
      removed += 1;
    }
    return removed;
  });
}

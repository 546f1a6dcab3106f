import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { asSystem } from '../platform/database.ts';
import { repeat } from '../platform/repeat.ts';
import { enqueue } from '../queue/tasks.ts';
import type { PullingParts } from './pull-statements.ts';

/** How often it is looked whether a pull is due. */
const everySeconds = 600;

/** Has statements pulled again and again while the service lives, each account once in so many hours; 0: never. Answers with how to end it. */
export function keepPulling(parts: PullingParts, { everyHours, logger }: { everyHours: number; logger: Logger }): () => Promise<void> {
  if (everyHours === 0 || parts.billing.length === 0) return async () => undefined;
  return repeat({ everySeconds, logger, failure: 'It could not be looked whether statements are due; the next time goes on.' }, () =>
    enqueueDuePulls(parts, everyHours),
  );
}

/** Accounts of the sources that were not pulled to the end for so long, each as a job: one that failed half-way is due again at once, one under way after an hour. */
export async function enqueueDuePulls(
  { database, billing, clock }: Pick<PullingParts, 'database' | 'billing' | 'clock'>,
  everyHours: number,
): Promise<void> {
  const now = clock().getTime();
  const [before, underWay] = [everyHours, 1].map((hours) => new Date(now - hours * 3_600_000).toISOString());
  await asSystem(database, async (tx) => {
    for (const { provider, book } of billing) {
      const { rows } = await tx.execute<{ workspaceId: string; providerAccountId: string }>(sql`
        SELECT a.workspace_id AS "workspaceId", a.id AS "providerAccountId" FROM provider_account AS a
        WHERE a.provider = ${provider} AND a.book = ${book} AND a.lent_by IS NULL AND NOT EXISTS (
          SELECT FROM statement_pull AS s WHERE s.workspace_id = a.workspace_id AND s.provider_account_id = a.id AND s.failure IS NULL
            AND s.started_at > CASE WHEN s.ended_at IS NULL THEN ${underWay}::timestamptz ELSE ${before}::timestamptz END)`);
      for (const payload of rows) await enqueue(tx, { task: 'pull-statements', payload });
    }
  });
}

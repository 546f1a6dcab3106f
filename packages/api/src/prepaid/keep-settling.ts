import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { asSystem } from '../platform/database.ts';
import { repeat } from '../platform/repeat.ts';
import type { PrepaidParts } from './post-movement.ts';
import { settlePrepaid, type LotsAt } from './settle-prepaid.ts';

/** Often enough that what is shown as owed to a provider that was paid beforehand is soon taken from its lots. */
const everySeconds = 600;

/** Takes from lots what was settled, again and again while the service lives. Answers with how to end it. */
export function keepSettling(parts: PrepaidParts, logger: Logger): () => Promise<void> {
  return repeat({ everySeconds, logger, failure: 'Prepaid lots could not be settled; the next time goes on.' }, () => settleLots(parts));
}

/** Settles the lots of every provider account that has some: in all workspaces, or of one workspace and book. Each account in a transaction of its own. */
export async function settleLots(
  parts: PrepaidParts,
  only?: { readonly workspaceId: string; readonly book: 'real' | 'simulated' },
): Promise<void> {
  const { rows } = await asSystem(parts.database, (tx) =>
    tx.execute<LotsAt & Record<string, unknown>>(sql`
      SELECT DISTINCT workspace_id AS "workspaceId", provider_account_id AS "accountId" FROM prepaid_lot WHERE state = 'recorded'
        AND (${only?.workspaceId ?? null}::uuid IS NULL OR (workspace_id, book) = (${only?.workspaceId ?? null}::uuid, ${only?.book ?? null}))
      ORDER BY 1, 2`),
  );
  for (const account of rows) await settlePrepaid(parts, account);
}

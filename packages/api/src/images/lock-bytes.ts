import { sql } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { ImageName, WhileLocked } from './image-store.ts';

/** Makes others wait who would bring or remove the same bytes of the same workspace, until the transaction ends. */
export async function lockBytes(tx: Transaction, { workspaceId, sha256 }: Pick<ImageName, 'workspaceId' | 'sha256'>): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId}/${sha256}`}, 0))`);
}

/** The same for as long as some work takes, which is a matter of seconds. */
export function whileLockedIn(database: Database): WhileLocked {
  return async (name, work) => {
    await withWorkspace(database, name.workspaceId, async (tx) => {
      await lockBytes(tx, name);
      await work();
    });
  };
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { ImageName } from './image-store.ts';

/** Makes others wait who would bring or remove the same bytes of the same workspace, until the transaction ends. */
export async function lockBytes(tx: Transaction, { workspaceId, sha256 }: Pick<ImageName, 'workspaceId' | 'sha256'>): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId}/${sha256}`}, 0))`);
}

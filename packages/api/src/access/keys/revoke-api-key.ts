import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import { withWorkspace } from '../../platform/database.ts';
import { isId } from '../../platform/identifiers.ts';
import { apiKeyTable, type ApiKeyRow } from './api-key.table.ts';
import type { ApiKeyParts } from './create-api-key.ts';

/** A key that is to hold no longer. */
export interface KeyToRevoke {
  readonly workspaceId: string;
  readonly id: string;
}

/** Revokes a key, for good; a second time changes nothing. Refuses an id of which the workspace has no key. */
export async function revokeApiKey(parts: ApiKeyParts, { workspaceId, id }: KeyToRevoke): Promise<Outcome<ApiKeyRow>> {
  const revoked = await withWorkspace(parts.database, workspaceId, async (tx) => {
    if (!isId(id)) return undefined;
    await tx
      .update(apiKeyTable)
      .set({ revokedAt: parts.clock() })
      .where(and(eq(apiKeyTable.id, id), isNull(apiKeyTable.revokedAt)));
    return (await tx.select().from(apiKeyTable).where(eq(apiKeyTable.id, id)))[0];
  });
  if (revoked !== undefined) return accepted(revoked);
  return refused({
    code: 'api-key-not-found',
    message: 'There is no key of that id: give the id of a key of this workspace.',
    path: ['id'],
  });
}

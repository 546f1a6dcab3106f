import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { isId } from '../platform/identifiers.ts';
import type { Transaction } from '../platform/database.ts';

/** The row version of a change set that is still written or reviewed; undefined where none is named. */
export async function draftVersion(tx: Transaction, changeSetId: string | undefined): Promise<Outcome<number | undefined>> {
  if (changeSetId === undefined) return accepted(undefined);
  const { rows } = isId(changeSetId)
    ? await tx.execute<{ state: string; version: number }>(
        sql`SELECT state, row_version AS version FROM price_change_set WHERE id = ${changeSetId}::uuid`,
      )
    : { rows: [] };
  const [found] = rows;
  const path = ['changeSetId'];
  if (found === undefined) return refused({ code: 'change-set-not-found', message: 'No change set of this workspace has that id.', path });
  if (found.state === 'draft' || found.state === 'submitted') return accepted(found.version);
  const message = `This change set is ${found.state}: what it changes is no longer to come. Name one that is drafted or in review.`;
  return refused({ code: 'change-set-closed', message, path });
}

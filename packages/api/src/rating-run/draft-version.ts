import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { isId } from '../platform/identifiers.ts';
import type { Transaction } from '../platform/database.ts';

/** The row version of a change set that is still written or reviewed; undefined where none is named. */
export async function draftVersion(tx: Transaction, changeSetId: string | undefined): Promise<Outcome<number | undefined>> {
  if (changeSetId === undefined) return accepted(undefined);
  const { rows } = isId(changeSetId)
    ? await tx.execute<{ state: string; version: number; book: string }>(sql`
        SELECT s.state, s.row_version AS version, b.name AS book FROM price_change_set AS s JOIN price_book AS b ON b.id = s.book_id
        WHERE s.id = ${changeSetId}::uuid`)
    : { rows: [] };
  const [found] = rows;
  const path = ['changeSetId'];
  if (found === undefined) return refused({ code: 'change-set-not-found', message: 'No change set of this workspace has that id.', path });
  if (found.book !== 'cost') {
    const message = `This change set is one of the book "${found.book}": what providers take is rated by the cost book. Name a change set of that.`;
    return refused({ code: 'invalid-run', message, path });
  }
  if (found.state === 'draft' || found.state === 'submitted') return accepted(found.version);
  const message = `This change set is ${found.state}: what it changes is no longer to come. Name one that is drafted or in review.`;
  return refused({ code: 'change-set-closed', message, path });
}

import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { isId } from '../platform/identifiers.ts';
import type { Transaction } from '../platform/database.ts';

/** A change set that a run rates under: its row version, and whether its book is the one of costs. */
interface DraftToRate {
  readonly version: number;
  readonly side: 'cost' | 'charge';
}

/** The change set that is named, where it is still written or reviewed; undefined where none is. */
export async function draftToRate(tx: Transaction, changeSetId: string | undefined): Promise<Outcome<DraftToRate | undefined>> {
  if (changeSetId === undefined) return accepted(undefined);
  const { rows } = isId(changeSetId)
    ? await tx.execute<DraftToRate & { state: string } & Record<string, unknown>>(sql`
        SELECT s.state, s.row_version AS version, CASE b.kind WHEN 'cost' THEN 'cost' ELSE 'charge' END AS side FROM price_change_set AS s JOIN price_book AS b ON b.id = s.book_id
        WHERE s.id = ${changeSetId}::uuid`)
    : { rows: [] };
  const [found] = rows;
  const path = ['changeSetId'];
  if (found === undefined) return refused({ code: 'change-set-not-found', message: 'No change set of this workspace has that id.', path });
  const { version, side } = found;
  if (found.state === 'draft' || found.state === 'submitted') return accepted({ version, side });
  const message = `This change set is ${found.state}: what it changes is no longer to come. Name one that is drafted or in review.`;
  return refused({ code: 'change-set-closed', message, path });
}

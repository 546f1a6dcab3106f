import { inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import { booksSeen } from '../price-book/books-seen.ts';
import { selectPriceEntries, type PriceEntryRow } from '../price-book/price-entry-row.ts';
import { priceEntryTable } from '../price-book/price-entry.table.ts';
import type { Closing } from './closing.ts';

/** What a month changed about a price: it was learnt, or known better; it began, or ended, to apply. */
type PriceChange = 'learnt' | 'replaced' | 'began' | 'ended';

/** A price that changed, how and when, and who drafted and who approved that; null: it was loaded. */
export interface ChangedPrice {
  readonly change: PriceChange;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly entry: PriceEntryRow;
  readonly draftedBy: string | null;
  readonly approvedBy: string | null;
}

/** How many changes are told of a month. */
const changesMost = 500;

interface Change extends Omit<ChangedPrice, 'entry'>, Record<string, unknown> {
  readonly id: string;
}

/** The prices that changed in a month, in what we knew or in what applied, the latest first. */
export async function readChangedPrices(tx: Transaction, { workspaceId, month, until }: Closing): Promise<readonly ChangedPrice[]> {
  const from = `${month}T00:00:00Z`;
  const inMonth = (end: string) =>
    sql`c.${sql.raw(end)} >= ${from}::timestamptz AND c.${sql.raw(end)} < ${`${until}T00:00:00Z`}::timestamptz`;
  const { rows } = await tx.execute<Change>(sql`
    WITH book AS ${booksSeen({ workspaceId, cost: true })}
    SELECT c.id, c.change, ${sql.raw(instantSql('c.at'))} AS at, s.author_name AS "draftedBy", s.approver_name AS "approvedBy" FROM (
      SELECT id, 'learnt' AS change, lower(known) AS at, change_set_id AS set_id FROM price_entry WHERE book_id IN (SELECT id FROM book)
      UNION ALL SELECT id, 'replaced', upper(known), ended_by FROM price_entry WHERE book_id IN (SELECT id FROM book)
      UNION ALL SELECT id, 'began', lower(valid), change_set_id FROM price_entry WHERE book_id IN (SELECT id FROM book) AND upper_inf(known)
      UNION ALL SELECT id, 'ended', upper(valid), change_set_id FROM price_entry WHERE book_id IN (SELECT id FROM book) AND upper_inf(known)
    ) AS c LEFT JOIN price_change_set AS s ON s.workspace_id = ${workspaceId}::uuid AND s.id = c.set_id
    WHERE ${inMonth('at')} ORDER BY c.at DESC, c.id, c.change LIMIT ${changesMost}`);
  const ids = [...new Set(rows.map(({ id }) => id))];
  const entries = ids.length === 0 ? [] : await selectPriceEntries(tx).where(inArray(priceEntryTable.id, ids));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return rows.flatMap(({ id, ...change }) => {
    const entry = byId.get(id);
    return entry === undefined ? [] : [{ ...change, entry }];
  });
}

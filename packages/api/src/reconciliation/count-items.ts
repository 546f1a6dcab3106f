import { invariant } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import type { ItemState } from './reconciliation.table.ts';

/** How many items of a run are alike, and what they come to as decimal text. */
export interface ItemTally extends Record<string, unknown> {
  readonly part: string;
  readonly cause: string;
  readonly state: ItemState;
  readonly currency: string;
  readonly items: number;
  readonly amount: string;
}

/** The items of a run, counted by part, cause, state and currency: what is most first. */
export async function tallyItems(tx: Transaction, runId: string): Promise<readonly ItemTally[]> {
  const { rows } = await tx.execute<ItemTally>(sql`
    SELECT part, cause, state, currency, count(*)::int AS items, trim_scale(sum(amount))::text AS amount
    FROM reconciliation_item WHERE run_id = ${runId}::uuid GROUP BY part, cause, state, currency ORDER BY abs(sum(amount)) DESC, part, cause, state, currency`);
  return rows;
}

const earliest = (column: string): SQL => sql.raw(instantSql(`min(${column})`));

/** What of reconciliations waits for a person; null: since no time. */
export interface ReconciliationQueue extends Record<string, unknown> {
  readonly toReconcile: number;
  readonly toReconcileSince: string | null;
  readonly toAccept: number;
  readonly toAcceptSince: string | null;
  readonly open: number;
  readonly openSince: string | null;
  readonly toApprove: number;
  readonly toApproveSince: string | null;
}

/** Of which book, seen from when. */
export interface QueueQuestion {
  readonly book: 'real' | 'simulated';
  readonly now: Date;
}

/**
 * The queue of a book. A statement waits until a run that began after it came touches its days: one that was brought at once, one that was pulled once its month is over. A run that a
 * later one of the same account and period has replaced waits for nobody, nor does one that repeats another.
 */
export async function reconciliationQueue(tx: Transaction, { book, now }: QueueQuestion): Promise<ReconciliationQueue> {
  const month = `${now.toISOString().slice(0, 7)}-01T00:00:00Z`;
  const { rows } = await tx.execute<ReconciliationQueue>(sql`
    WITH unheld AS MATERIALIZED (
      SELECT s.current_at FROM statement_import AS s JOIN provider_account AS a ON a.id = s.provider_account_id AND a.book = ${book}
      WHERE s.state = 'current' AND s.series = 'charges' AND s.superseded_by IS NULL AND (s.origin = 'upload' OR upper(s.period) <= ${month}::timestamptz)
        AND NOT EXISTS (SELECT FROM reconciliation_run AS r WHERE r.provider_account_id = s.provider_account_id AND r.state <> 'failed'
          AND tstzrange(r.period_from, r.period_until) && s.period AND r.created_at >= s.current_at)),
    latest AS MATERIALIZED (
      SELECT DISTINCT ON (provider_account_id, period_from, period_until) state, reconciled_at FROM reconciliation_run
      WHERE book = ${book} AND state IN ('reconciled', 'accepted') AND repeats IS NULL
      ORDER BY provider_account_id, period_from, period_until, created_at DESC, id DESC),
    accepted AS MATERIALIZED (
      SELECT DISTINCT ON (provider_account_id, period_from, period_until) id, accepted_at FROM reconciliation_run
      WHERE book = ${book} AND state = 'accepted' ORDER BY provider_account_id, period_from, period_until, accepted_at DESC, id DESC),
    undecided AS MATERIALIZED (
      SELECT i.run_id, count(*)::int AS items FROM reconciliation_item AS i JOIN accepted AS a ON a.id = i.run_id
      WHERE i.state = 'open' GROUP BY i.run_id),
    proposed AS MATERIALIZED (
      SELECT r.proposed_at FROM item_resolution AS r JOIN reconciliation_run AS run ON run.id = r.run_id AND run.book = ${book}
      WHERE r.state = 'proposed' AND r.needs_approval)
    SELECT (SELECT count(*)::int FROM unheld) AS "toReconcile", (SELECT ${earliest('current_at')} FROM unheld) AS "toReconcileSince",
      (SELECT count(*)::int FROM latest WHERE state = 'reconciled') AS "toAccept",
      (SELECT ${earliest('reconciled_at')} FROM latest WHERE state = 'reconciled') AS "toAcceptSince",
      (SELECT coalesce(sum(items), 0)::int FROM undecided) AS open,
      (SELECT ${earliest('a.accepted_at')} FROM accepted AS a JOIN undecided AS u ON u.run_id = a.id) AS "openSince",
      (SELECT count(*)::int FROM proposed) AS "toApprove", (SELECT ${earliest('proposed_at')} FROM proposed) AS "toApproveSince"`);
  const [queue] = rows;
  invariant(queue !== undefined, 'A query without a table gives one row.');
  return queue;
}

import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { acceptedInPeriod } from './accepted-in-period.ts';
import { causeAccount } from './cause-account.ts';
import type { Decision, StoredReconciliation } from './reconciliation.table.ts';

/** What the books hold of a difference that an earlier accepted run of the same account and period found. */
export interface PostedDifference {
  readonly itemKey: string;
  readonly currency: string;
  readonly pico: bigint;
  /** Where it was put out of suspense. */
  readonly account: string;
}

interface Decided {
  readonly itemKey: string;
  readonly currency: string;
  readonly amount: string;
  readonly part: string;
  readonly cause: string;
  readonly decision: Decision;
  readonly [column: string]: unknown;
}

/**
 * What was decided on differences of this period and still stands: the last decision on each. A credit stands for itself on what is owed, and one that a later statement no longer showed
 * was taken back when that was accepted; a claim goes on until somebody has decided on it. What a correction of the charge took from cost_adjustment since is no longer there.
 */
export async function postedDifferences(tx: Transaction, run: StoredReconciliation): Promise<readonly PostedDifference[]> {
  const { rows } = await tx.execute<Decided>(sql`
    WITH earlier AS ${acceptedInPeriod(run)},
    decided AS (
      SELECT DISTINCT ON (i.item_key) i.workspace_id, i.item_key, i.currency, i.amount, i.part, i.cause, i.charges, d.decision, e.accepted_at, e.known_at
      FROM earlier AS e JOIN reconciliation_item AS i ON i.workspace_id = e.workspace_id AND i.run_id = e.id
      JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = CASE i.state WHEN 'proposed' THEN i.before_id ELSE i.resolution_id END AND d.state = 'done' AND d.decision <> 'carry'
      ORDER BY i.item_key, e.accepted_at DESC)
    SELECT item_key AS "itemKey", currency, part, cause, decision, (amount + coalesce((
      SELECT sum(l.amount) FROM ledger_tx AS t JOIN ledger_entry AS l ON l.workspace_id = t.workspace_id AND l.tx_id = t.id AND l.account = 'cost_adjustment'
      WHERE cardinality(decided.charges) = 1 AND t.workspace_id = decided.workspace_id AND t.attempt_id = decided.charges[1] AND t.recorded_at > decided.known_at), 0))::text AS amount
    FROM decided
    WHERE decision = 'claim' OR decision IN ('accept', 'write-off') AND NOT EXISTS (
      SELECT FROM earlier AS later WHERE later.accepted_at > decided.accepted_at AND NOT EXISTS (
        SELECT FROM reconciliation_item AS i WHERE i.workspace_id = later.workspace_id AND i.run_id = later.id AND i.item_key = decided.item_key))`);
  return rows.map((row) => ({ itemKey: row.itemKey, currency: row.currency, pico: picoOf(row.amount), account: accountOf(row) }));
}

function accountOf({ decision, part, cause }: Decided): string {
  if (decision === 'claim') return 'provider_claim';
  return decision === 'write-off' ? 'write_off' : causeAccount({ part, cause });
}

import type { Money } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';

/** Which call. */
interface Call {
  readonly workspaceId: string;
  readonly attemptId: string;
}

/**
 * Whether an accepted statement has taken over what a call costs, and by how much that was adjusted so far: by items that are about this call alone, less what later corrections took back of them.
 * Undefined: no accepted statement covers it.
 */
export async function takenOver(tx: Transaction, { workspaceId, attemptId }: Call): Promise<{ readonly adjusted: Money } | undefined> {
  const { rows } = await tx.$client.query<{ currency: string; adjusted: string }>({
    name: 'taken-over',
    text: question,
    values: [workspaceId, attemptId],
  });
  const [found] = rows;
  return found === undefined ? undefined : { adjusted: { currency: found.currency, pico: picoOf(found.adjusted) } };
}

const question = `
  SELECT c.currency, trim_scale(coalesce((
    SELECT sum(e.amount) FROM reconciliation_item AS i
    JOIN item_resolution AS r ON r.workspace_id = i.workspace_id AND r.id = i.resolution_id AND r.decision = 'accept' AND r.state = 'done',
    LATERAL (SELECT i.amount - i.posted_before AS amount) AS e
    WHERE i.workspace_id = $1 AND i.charges @> ARRAY[$2::uuid] AND cardinality(i.charges) = 1 AND i.part NOT IN ('not-usage', 'outside-scope', 'unrecorded', 'rounding')), 0) + coalesce((
    SELECT sum(e.amount) FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.workspace_id = $1 AND t.attempt_id = $2 AND e.account = 'cost_adjustment'), 0))::text AS adjusted
  FROM provider_attempt AS a JOIN charge AS c ON c.workspace_id = a.workspace_id AND c.generation_id = a.generation_id AND c.side = 'cost'
  WHERE a.workspace_id = $1 AND a.id = $2 AND EXISTS (SELECT FROM charge_standing AS s WHERE s.workspace_id = $1 AND s.charge_id = $2)`;

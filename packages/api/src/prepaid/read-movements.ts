import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** A step of a lot. Decimal text. */
export interface MovementRow extends Record<string, unknown> {
  readonly number: number;
  readonly event: 'opened' | 'used' | 'expired';
  /** How much it took; negative: given back. */
  readonly taken: string;
  readonly left: string;
  /** What that is in money. */
  readonly cost: string;
  readonly at: string;
  readonly transaction: string;
}

/** What became of a lot, the latest step first; at most 200. */
export async function readMovements(tx: Transaction, lotId: string): Promise<readonly MovementRow[]> {
  const { rows } = await tx.execute<MovementRow>(sql`
    SELECT m.number, m.event, trim_scale(m.used_after - m.used_before)::text AS taken, trim_scale(l.quantity - m.used_after)::text AS left,
      trim_scale(m.cost)::text AS cost, t.service_at::text AS at, m.tx_id AS transaction
    FROM prepaid_movement AS m JOIN prepaid_lot AS l ON l.workspace_id = m.workspace_id AND l.id = m.lot_id
    JOIN ledger_tx AS t ON t.workspace_id = m.workspace_id AND t.id = m.tx_id
    WHERE m.lot_id = ${lotId}::uuid ORDER BY m.number DESC LIMIT 200`);
  return rows;
}

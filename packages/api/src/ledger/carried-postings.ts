import type { Transaction } from '../platform/database.ts';
import type { UsagePosting } from './posting.ts';

/** What an attempt is carried at: the net of its transactions, line by line. Empty: nothing was posted, or it was all taken back. */
export async function carriedPostings(
  tx: Transaction,
  at: { readonly workspaceId: string; readonly attemptId: string },
): Promise<UsagePosting[]> {
  const { rows } = await tx.$client.query<UsagePosting>({
    name: 'carried-postings',
    text: question,
    values: [at.workspaceId, at.attemptId],
  });
  return rows;
}

const question = `
  SELECT e.account, e.currency, trim_scale(sum(e.amount))::text AS amount, e.meter, trim_scale(sum(e.quantity))::text AS quantity,
         trim_scale(e.unit_price)::text AS "unitPrice", e.per::text AS per, e.price_entry_id AS "priceEntryId"
  FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
  WHERE t.workspace_id = $1 AND t.attempt_id = $2 AND e.meter IS NOT NULL
  GROUP BY e.account, e.currency, e.meter, e.unit_price, e.per, e.price_entry_id
  HAVING sum(e.quantity) <> 0 OR sum(e.amount) <> 0
  ORDER BY min(e.position), e.account`;

import type { Transaction } from '../platform/database.ts';
import type { UsagePosting } from './posting.ts';

/**
 * What an attempt is carried at: the net of its transactions, line by line. Empty: nothing was posted, or it was all taken back. On a lent
 * provider account an entry is told by the account that its lender carries it on, as it was posted.
 */
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
  SELECT account, currency, trim_scale(sum(amount))::text AS amount, meter, trim_scale(sum(quantity))::text AS quantity,
         trim_scale(unit_price)::text AS "unitPrice", per::text AS per, price_entry_id AS "priceEntryId"
  FROM (
    SELECT CASE WHEN e.account = 'lender_payable' THEN account_at_lender(t.provider_account_id, t.id, e.position) ELSE e.account END AS account,
           e.currency, e.amount, e.meter, e.quantity, e.unit_price, e.per, e.price_entry_id, e.position
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.workspace_id = $1 AND t.attempt_id = $2 AND e.meter IS NOT NULL
  ) AS carried
  GROUP BY account, currency, meter, unit_price, per, price_entry_id
  HAVING sum(quantity) <> 0 OR sum(amount) <> 0
  ORDER BY min(position), account`;

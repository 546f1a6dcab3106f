import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { leastIdAt } from '../platform/identifiers.ts';
import type { QuoteRecord } from './quote-record.ts';
import { readQuotes } from './store-quote.ts';

/** At which instant approvals are waited for, and for how long a quote can bind at most. */
interface Waiting {
  readonly at: Date;
  readonly quoteTtlSeconds: number;
  /** How many quotes to read. */
  readonly most: number;
}

/**
 * The quotes that wait for an approver, the first to expire first: of a stage that is reserved now, still binding, neither approved nor executed.
 * None that binds is older than a quote lives, so it reads the youngest ids alone, however many quotes there are.
 */
export async function readQuotesToApprove(tx: Transaction, { at, quoteTtlSeconds, most }: Waiting): Promise<readonly QuoteRecord[]> {
  const eldest = leastIdAt(new Date(at.getTime() - quoteTtlSeconds * 1000));
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT q.id FROM quote q
    JOIN stage s ON s.workspace_id = q.workspace_id AND s.name = q.stage AND s.requires_approval
    WHERE q.id >= ${eldest} AND q.executable AND q.expires_at > ${at.toISOString()}
      AND NOT EXISTS (SELECT FROM quote_approval a WHERE a.workspace_id = q.workspace_id AND a.quote_id = q.id)
      AND NOT EXISTS (SELECT FROM generation g WHERE g.workspace_id = q.workspace_id AND g.quote_id = q.id)
    ORDER BY q.expires_at, q.id LIMIT ${most}`);
  return await readQuotes(
    tx,
    rows.map(({ id }) => id),
  );
}

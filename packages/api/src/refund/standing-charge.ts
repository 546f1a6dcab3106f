import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { StoredRefund } from './refund.table.ts';

/** What one side of a generation stands at, and where a refund of it is posted. */
export interface StandingCharge {
  readonly attemptId: string;
  readonly providerAccountId: string;
  readonly book: 'real' | 'simulated';
  /** The account that holds the most of it. */
  readonly account: string;
  /** What can still be given back, in picounits. */
  readonly left: bigint;
  /** The last transaction of its chain, which a refund follows. */
  readonly last: string;
  /** How many transactions its attempt has. */
  readonly postings: number;
}

const accountsOf = { provider: ['generation_cost', 'undelivered_cost'], sale: ['revenue', 'revenue_refund'] } as const;

/** The side of a generation that a refund is of, by its ledger alone, with the generation locked. Undefined: it stands at nothing in that currency. */
export async function standingCharge(
  tx: Transaction,
  { kind, generationId, currency }: Pick<StoredRefund, 'kind' | 'generationId' | 'currency'>,
): Promise<StandingCharge | undefined> {
  await tx.execute(sql`SELECT FROM generation WHERE id = ${generationId}::uuid FOR NO KEY UPDATE`);
  const { rows } = await tx.execute<Omit<StandingCharge, 'left'> & { readonly left: string } & Record<string, unknown>>(sql`
    WITH of_attempt AS (
      SELECT t.workspace_id, t.id, t.attempt_id, t.provider_account_id, t.book FROM ledger_tx AS t WHERE t.generation_id = ${generationId}::uuid AND t.attempt_id IS NOT NULL
    )
    SELECT t.attempt_id AS "attemptId", t.provider_account_id AS "providerAccountId", t.book, (array_agg(e.account ORDER BY abs(e.amount) DESC))[1] AS account,
      (${kind === 'sale' ? -1 : 1} * sum(e.amount))::text AS left, (SELECT count(*)::int FROM of_attempt) AS postings,
      (SELECT o.id FROM of_attempt AS o WHERE NOT EXISTS (SELECT FROM ledger_tx AS later WHERE later.workspace_id = o.workspace_id AND later.corrects = o.id) ORDER BY o.id DESC LIMIT 1) AS last
    FROM of_attempt AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE e.account = ANY (${sql.param([...accountsOf[kind]])}::text[]) AND e.currency = ${currency} GROUP BY 1, 2, 3`);
  const [found] = rows;
  if (found === undefined) return undefined;
  return { ...found, left: picoOf(found.left) };
}

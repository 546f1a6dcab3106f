import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Statement } from './statement.ts';
import type { Subject } from './verdict.ts';

/** A call whose charge a statement can still tell something about. */
export interface Unsettled extends Subject {
  readonly providerRequestId: string | null;
  readonly quoteId: string;
  readonly offerId: string;
  /** Whether it is a doubt: neither billed nor void so far. An estimate, or a VOID that is billed after all, is none. */
  readonly doubt: boolean;
  readonly startedAt: Date;
}

/** The last call of each generation at a provider, begun within the span, whose cost is in doubt, unbilled, estimated or void; oldest first. */
export async function findUnsettled(tx: Transaction, { provider, book, from, until }: Statement): Promise<readonly Unsettled[]> {
  const { rows } = await tx.execute<Found>(sql`
    SELECT g.workspace_id AS "workspaceId", g.id AS "generationId", last.id AS "attemptId", last.provider_account_id AS "providerAccountId",
           g.book, last.provider_request_id AS "providerRequestId", g.quote_id AS "quoteId", g.offer_id AS "offerId",
           c.state IN ('in_doubt', 'unbilled') AS doubt, last.started_at AS "startedAt"
    FROM generation AS g
    JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
    JOIN LATERAL (
      SELECT id, provider_account_id, provider_request_id, started_at FROM provider_attempt AS a
      WHERE a.workspace_id = g.workspace_id AND a.generation_id = g.id ORDER BY number DESC LIMIT 1
    ) AS last ON true
    WHERE c.state IN ('in_doubt', 'unbilled', 'estimated', 'void') AND g.provider = ${provider} AND g.book = ${book}
      AND last.started_at >= ${from}::timestamptz AND last.started_at < ${until}::timestamptz
    ORDER BY last.started_at, last.id`);
  return rows.map((row) => ({ ...row, startedAt: new Date(row.startedAt) }));
}

type Found = Record<string, unknown> & Omit<Unsettled, 'startedAt'> & { readonly startedAt: string };

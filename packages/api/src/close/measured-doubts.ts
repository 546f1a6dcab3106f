import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { acceptedRuns } from './accepted-runs.ts';
import type { Measured } from './accrual-basis.ts';
import type { Closing } from './closing.ts';

/** How the doubts ended that accepted statements told the end of, by provider account. An estimate is no doubt, for what was delivered is surely billed; but where people decided that a doubt counts as one. */
export async function measureDoubts(tx: Transaction, closing: Closing): Promise<Measured> {
  const { rows } = await tx.execute<{ providerAccountId: string; cases: number; billed: number }>(sql`
    SELECT r.provider_account_id AS "providerAccountId", count(*)::int AS cases, (count(*) FILTER (WHERE (d ->> 'billed')::boolean))::int AS billed
    FROM ${acceptedRuns(closing)} AS r, jsonb_array_elements(r.result -> 'doubts') AS d
    WHERE NOT EXISTS (
      SELECT FROM provider_attempt AS a JOIN charge AS c ON c.workspace_id = a.workspace_id AND c.generation_id = a.generation_id AND c.side = 'cost'
      WHERE a.workspace_id = r.workspace_id AND a.id = (d ->> 'charge')::uuid AND c.state = 'estimated'
        AND NOT EXISTS (SELECT FROM doubt_decision AS p WHERE p.workspace_id = a.workspace_id AND p.generation_id = a.generation_id AND p.approved_at IS NOT NULL))
    GROUP BY r.provider_account_id`);
  return new Map(rows.map(({ providerAccountId, ...ended }) => [providerAccountId, ended]));
}

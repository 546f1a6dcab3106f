import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';

/** A charge close to midnight. */
export interface CutOffRow extends Record<string, unknown> {
  readonly generationId: string;
  readonly provider: string;
  readonly model: string;
  readonly state: string;
  readonly servedAt: string;
  /** The day it was dated; null: nothing was posted. */
  readonly accountingDate: string | null;
  readonly currency: string;
  readonly amount: string | null;
}

/** The last charges before a month ended and the first after, and those of its work that are still held. */
export interface CutOff {
  readonly before: readonly CutOffRow[];
  readonly after: readonly CutOffRow[];
  readonly held: readonly CutOffRow[];
}

const most = 25;

/** By when the provider worked: the last 25 charges before midnight UTC, the latest first, and the first 25 from then on. */
export async function readCutOff(tx: Transaction, closing: Closing): Promise<CutOff> {
  const { workspaceId, book, until } = closing;
  const midnight = `${until}T00:00:00Z`;
  const ofBook = sql`t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.corrects IS NULL AND t.attempt_id IS NOT NULL`;
  const before = await tx.execute<CutOffRow>(
    posted(sql`${ofBook} AND t.service_at < ${midnight}::timestamptz ORDER BY t.service_at DESC, t.id DESC`),
  );
  const after = await tx.execute<CutOffRow>(
    posted(sql`${ofBook} AND t.service_at >= ${midnight}::timestamptz ORDER BY t.service_at, t.id`),
  );
  const held = await tx.execute<CutOffRow>(sql`
    SELECT g.id AS "generationId", g.provider, g.model, c.state, g.created_at::text AS "servedAt", NULL AS "accountingDate", c.currency, NULL AS amount
    FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.side = 'cost' AND c.state = 'held' AND g.book = ${book} AND g.created_at < ${midnight}::timestamptz
    ORDER BY g.created_at, g.id LIMIT 200`);
  return { before: before.rows, after: after.rows, held: held.rows };
}

function posted(chosen: ReturnType<typeof sql>) {
  return sql`
    SELECT t.generation_id AS "generationId", g.provider, g.model, c.state, t.service_at::text AS "servedAt", t.accounting_date::text AS "accountingDate",
      c.currency, trim_scale(c.total)::text AS amount
    FROM (SELECT * FROM ledger_tx AS t WHERE ${chosen} LIMIT ${most}) AS t
    JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
    ORDER BY t.service_at, t.id`;
}

import { sql } from 'drizzle-orm';
import type { Delivered } from '../generation/generation.table.ts';
import type { Subject } from '../generation/verdict.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';

/** A generation of which somebody is to decide what it counts as. */
export interface Doubt extends Subject {
  readonly quoteId: string;
  readonly offerId: string;
  /** Whether a side of its charge is in doubt or unbilled still. */
  readonly isOpen: boolean;
  /** When the provider worked, as far as anybody knows. */
  readonly serviceAt: Date;
  /** From when on a person may decide; null: it was never sent. */
  readonly decidableAt: Date | null;
  /** What is known to have been delivered; null: nothing is. */
  readonly delivered: Delivered | null;
}

/** The generation with its last call, locked: whoever else would end it waits. Undefined: none of the workspace has that id, or it was never sent. */
export async function findDoubt(tx: Transaction, generationId: string): Promise<Doubt | undefined> {
  if (!isId(generationId)) return undefined;
  await tx.execute(sql`SELECT FROM generation WHERE id = ${generationId}::uuid FOR NO KEY UPDATE`);
  const { rows } = await tx.execute<Found>(sql`
    SELECT g.workspace_id AS "workspaceId", g.id AS "generationId", g.book, g.quote_id AS "quoteId", g.offer_id AS "offerId", g.delivered,
      a.id AS "attemptId", a.provider_account_id AS "providerAccountId", coalesce(a.service_at, a.ended_at, a.started_at) AS "serviceAt",
      doubt_decidable_at(g.workspace_id, g.id) AS "decidableAt",
      EXISTS (SELECT FROM charge AS c WHERE c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.state IN ('in_doubt', 'unbilled')) AS "isOpen"
    FROM generation AS g JOIN LATERAL (
      SELECT * FROM provider_attempt AS one WHERE one.workspace_id = g.workspace_id AND one.generation_id = g.id ORDER BY number DESC LIMIT 1
    ) AS a ON true
    WHERE g.id = ${generationId}::uuid`);
  const [found] = rows;
  if (found === undefined) return undefined;
  const { serviceAt, decidableAt, ...rest } = found;
  return { ...rest, serviceAt: new Date(serviceAt), decidableAt: decidableAt === null ? null : new Date(decidableAt) };
}

type Found = Record<string, unknown> &
  Omit<Doubt, 'serviceAt' | 'decidableAt'> & { readonly serviceAt: string; readonly decidableAt: string | null };

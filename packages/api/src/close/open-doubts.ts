import { formatMoney, type Usage } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { rateReading } from '../generation/rate-reply.ts';
import type { Transaction } from '../platform/database.ts';
import { findEntriesById } from '../price-book/find-price-entries.ts';
import { ratedEntry } from '../price-book/price-entry-row.ts';
import type { Closing } from './closing.ts';

/** A charge of which nobody knows whether, or what, it cost; with what it was quoted at. Decimal text; null: not known. */
export interface OpenDoubt {
  readonly generationId: string;
  readonly providerAccountId: string;
  readonly state: string;
  readonly askedAt: string;
  readonly currency: string;
  readonly floor: string | null;
  readonly expected: string | null;
  readonly ceiling: string | null;
}

interface StoredDoubt extends OpenDoubt, Record<string, unknown> {
  readonly costEntryId: string | null;
  readonly usage: Readonly<Record<string, string>> | null;
  readonly resolved: readonly { readonly name: string; readonly value: string }[];
}

/** The doubts of work that was asked for before a month ended: what the quote said of their cost. */
export async function readOpenDoubts(tx: Transaction, { workspaceId, book, until }: Closing): Promise<readonly OpenDoubt[]> {
  const { rows } = await tx.execute<StoredDoubt>(sql`
    SELECT g.id AS "generationId", a.provider_account_id AS "providerAccountId", c.state, g.created_at::text AS "askedAt", c.currency,
      CASE WHEN o.cost_entry_id IS NULL THEN trim_scale(o.floor)::text END AS floor,
      CASE WHEN o.cost_entry_id IS NULL THEN trim_scale(o.expected)::text END AS expected,
      trim_scale(CASE WHEN o.cost_entry_id IS NULL THEN o.ceiling ELSE o.cost_ceiling END)::text AS ceiling,
      o.cost_entry_id AS "costEntryId", o.resolved, (SELECT jsonb_object_agg(meter, quantity::text) FROM quote_line AS l
        WHERE l.workspace_id = o.workspace_id AND l.quote_id = o.quote_id AND l.offer_id = o.id) AS usage
    FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
    JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id
    JOIN LATERAL (SELECT provider_account_id FROM provider_attempt
      WHERE workspace_id = g.workspace_id AND generation_id = g.id ORDER BY number DESC LIMIT 1) AS a ON true
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.side = 'cost' AND c.state IN ('in_doubt', 'unbilled') AND g.book = ${book}
      AND g.created_at < ${`${until}T00:00:00Z`}::timestamptz
    ORDER BY g.created_at, g.id`);
  const costs = await findEntriesById(
    tx,
    rows.flatMap(({ costEntryId }) => costEntryId ?? []),
  );
  return rows.map(({ costEntryId, usage, resolved, ...doubt }) => {
    const cost = costs.get(costEntryId ?? '');
    if (cost === undefined || usage === null) return doubt;
    const delivered = Object.fromEntries(resolved.map(({ name, value }) => [name, value]));
    const { image = '1', ...tokens } = usage;
    const counted: Usage = Object.fromEntries(Object.entries(tokens).map(([meter, quantity]) => [meter, BigInt(quantity)]));
    const reading = {
      tokens: { ok: true, value: counted },
      images: BigInt(image),
      delivered,
      operation: delivered['operation'] ?? 'generate',
    } as const;
    const rated = rateReading(reading, ratedEntry(cost));
    return rated.ok ? { ...doubt, expected: formatMoney(rated.charge.total) } : doubt;
  });
}

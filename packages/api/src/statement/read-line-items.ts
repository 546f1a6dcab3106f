import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';

/** An entry of the map as it is shown. Days and instants as PostgreSQL writes them; null: open. */
export interface ShownLineItem {
  readonly id: string;
  readonly provider: string;
  readonly lineItem: string;
  readonly meaning: 'usage' | 'outside' | 'not_usage';
  readonly notUsageKind: string | null;
  readonly service: string | null;
  readonly model: string | null;
  readonly meter: string | null;
  readonly mode: string | null;
  readonly size: string | null;
  readonly quality: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly state: 'proposed' | 'approved' | 'replaced' | 'discarded';
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

/** Entries by text and day, the one or, by a state, a page and one more. */
export async function listLineItems(
  tx: Transaction,
  { id, state, page }: { readonly id?: string | undefined; readonly state?: string | undefined; readonly page: Page },
): Promise<readonly ShownLineItem[]> {
  const text = `
    WITH entries AS (
      SELECT id, provider, line_item AS "lineItem", meaning, not_usage_kind AS "notUsageKind", service, model, meter, mode, conditions #>> '{size,0}' AS size,
        conditions #>> '{quality,0}' AS quality, lower(valid)::text AS "from", upper(valid)::text AS until, reason, author_name AS "proposedBy", proposed_at AS "proposedAt",
        approver_name AS "approvedBy", approved_at AS "approvedAt",
        CASE WHEN discarded_at IS NOT NULL THEN 'discarded' WHEN known IS NULL THEN 'proposed' WHEN upper_inf(known) THEN 'approved' ELSE 'replaced' END AS state
      FROM line_item_map)
    SELECT * FROM entries WHERE ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`;
  return (await tx.$client.query<ShownLineItem>(text, [id ?? null, state ?? null, page.after ?? null, page.first + 1])).rows;
}

/** A text that stands on lines and in no approved entry of their days: an open item. */
export interface UnmappedText {
  readonly provider: string;
  readonly lineItem: string;
  readonly currency: string;
  readonly lines: number;
  readonly amount: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** An entry that was proposed for it; null: there is none. */
  readonly proposalId: string | null;
}

/** The open items among current lines of charges that begin in a span of days; what comes to most stands first. */
export async function unmappedTexts(
  tx: Transaction,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<readonly UnmappedText[]> {
  const text = `
    WITH texts AS MATERIALIZED (
      SELECT a.provider, l.line_item, l.currency, utc_day(l.bucket_start) AS day, count(*) AS lines, sum(l.amount) AS amount
      FROM provider_account AS a JOIN statement_line AS l ON l.workspace_id = a.workspace_id AND l.provider_account_id = a.id AND l.series = 'charges' AND l.superseded_by IS NULL
      WHERE l.bucket_start >= $1::date::timestamp AT TIME ZONE 'UTC' AND l.bucket_start < $2::date::timestamp AT TIME ZONE 'UTC' AND l.model IS NULL
        AND lower(coalesce(l.category, '')) NOT IN ('tax', 'credit', 'adjustment')
      GROUP BY 1, 2, 3, 4)
    SELECT t.provider, t.line_item AS "lineItem", t.currency, sum(t.lines)::int AS lines, trim_scale(sum(t.amount))::text AS amount, min(t.day)::text AS "firstDay", max(t.day)::text AS "lastDay",
      (SELECT p.id FROM line_item_map AS p WHERE (p.provider, p.line_item) = (t.provider, t.line_item) AND p.known IS NULL AND p.discarded_at IS NULL ORDER BY p.id LIMIT 1) AS "proposalId"
    FROM texts AS t
    WHERE NOT EXISTS (SELECT FROM line_item_map AS m WHERE (m.provider, m.line_item) = (t.provider, t.line_item) AND upper_inf(m.known) AND m.valid @> t.day)
    GROUP BY t.provider, t.line_item, t.currency ORDER BY abs(sum(t.amount)) DESC, t.line_item LIMIT 1000`;
  return (await tx.$client.query<UnmappedText>(text, [from, until])).rows;
}

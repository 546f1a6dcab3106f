import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { RecordedSideType, StatedSideType } from './reconciliation-item.type.ts';

/** So many of a side are shown; the item names all. */
const sidesMost = 50;

type StoredStated = { readonly [Field in keyof StatedSideType]: StatedSideType[Field] };

/** The lines of an item as they were received; ids are import and ordinal. */
export async function statedSide(tx: Transaction, ids: readonly string[]): Promise<readonly StatedSideType[]> {
  const asked = ids.slice(0, sidesMost).map((id) => id.split(':'));
  const { rows } = await tx.execute<Record<string, unknown> & StoredStated>(sql`
    SELECT l.import_id || ':' || l.ordinal AS id, l.line_item AS "lineItem", l.bucket_start AS "bucketStart", l.amount_text AS amount, l.quantity_text AS quantity,
      coalesce(l.client_request_id, l.request_id) AS "requestId", l.file_line::int AS "fileLine"
    FROM unnest(${sql.param(asked.map(([of]) => of))}::uuid[], ${sql.param(asked.map(([, ordinal]) => ordinal))}::bigint[]) AS asked (import_id, ordinal)
    JOIN statement_line AS l ON l.import_id = asked.import_id AND l.ordinal = asked.ordinal
    WHERE l.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid ORDER BY l.bucket_start, l.ordinal`);
  return rows.map((row) => ({ ...row, bucketStart: new Date(row.bucketStart) }));
}

interface StoredRecorded extends Omit<RecordedSideType, 'cost'> {
  readonly total: string | null;
  readonly currency: string;
}

/** The charges of an item that this workspace made. */
export async function recordedSide(tx: Transaction, attempts: readonly string[]): Promise<readonly RecordedSideType[]> {
  const { rows } = await tx.execute<Record<string, unknown> & StoredRecorded>(sql`
    SELECT a.id AS "attemptId", g.id AS "generationId", g.model, a.started_at AS "startedAt", c.state, trim_scale(c.total)::text AS total, c.currency
    FROM unnest(${sql.param(attempts.slice(0, sidesMost))}::uuid[]) AS asked (id)
    JOIN provider_attempt AS a ON a.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND a.id = asked.id
    JOIN generation AS g ON g.workspace_id = a.workspace_id AND g.id = a.generation_id
    JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
    ORDER BY a.started_at, a.id`);
  return rows.map(({ total, currency, startedAt, ...row }) => ({
    ...row,
    startedAt: new Date(startedAt),
    cost: total === null ? null : { amount: total, currency },
  }));
}

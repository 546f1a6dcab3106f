import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';

/** A posting that is dated until the end of a month. */
export interface Posting extends Record<string, unknown> {
  readonly id: string;
  /** The day it is dated. */
  readonly day: string;
  /** When it was recorded, to the microsecond. */
  readonly recordedAt: string;
}

/** Which of them: recorded after one of them, or after an instant; and until another. Null: not bounded so. */
export interface PostingsAsked {
  readonly after: Pick<Posting, 'id' | 'recordedAt'> | string | null;
  readonly knownAt: string | null;
}

/** The first of the postings that are dated until the end of a month, in the order in which they were recorded. */
export async function readPostings(tx: Transaction, closing: Closing, asked: PostingsAsked, most: number): Promise<readonly Posting[]> {
  const { rows } = await tx.execute<Posting>(sql`
    SELECT t.id, t.accounting_date::text AS day, t.recorded_at::text AS "recordedAt" FROM ledger_tx AS t
    WHERE ${isAsked(closing, asked)} ORDER BY t.recorded_at, t.id LIMIT ${most}`);
  return rows;
}

/** From how many postings on it is no longer counted. */
export const countedMost = 1_000_000;

/** How many of them there are. */
export async function countPostings(tx: Transaction, closing: Closing, asked: PostingsAsked): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT FROM ledger_tx AS t WHERE ${isAsked(closing, asked)} LIMIT ${countedMost}) AS counted`);
  return rows[0]?.count ?? 0;
}

/** All postings that are dated until the end of a month, as a relation of their ids. */
export function allPostings(closing: Closing): SQL {
  return sql`(SELECT t.id FROM ledger_tx AS t WHERE ${isAsked(closing, { after: null, knownAt: null })})`;
}

function isAsked({ workspaceId, book, until }: Closing, { after, knownAt }: PostingsAsked): SQL {
  const bounds = [
    sql`t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date < ${until}::date`,
    ...(after === null ? [] : [isAfter(after)]),
    ...(knownAt === null ? [] : [sql`t.recorded_at <= ${knownAt}::timestamptz`]),
  ];
  return sql.join(bounds, sql` AND `);
}

function isAfter(after: Exclude<PostingsAsked['after'], null>): SQL {
  if (typeof after === 'string') return sql`t.recorded_at > ${after}::timestamptz`;
  return sql`(t.recorded_at, t.id) > (${after.recordedAt}::timestamptz, ${after.id}::uuid)`;
}

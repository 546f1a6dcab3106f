import type { Transaction } from '../platform/database.ts';
import type { ReadingProgress } from './reading-progress.ts';
import type { Staged } from './staged-rows.ts';
import { saidSql } from './stated-digest.ts';
import type { StoredImport } from './statement-import.table.ts';

/**
 * Puts what is staged into `ordered`, a table of the transaction alone, in the order of the index it is for; each row with its day, the hash of what it states, and which it is of those
 * that are the same in what tells rows apart: by what else they say, and not by where they stand.
 */
export async function orderStaged(tx: Transaction, kept: Staged): Promise<void> {
  await tx.$client.query(`
    CREATE TEMP TABLE ordered ON COMMIT DROP AS
    SELECT s.*, utc_day(s.bucket_start) AS day,
      (row_number() OVER (PARTITION BY s.bucket_start, s.bucket_end, s.key_hash ORDER BY s.${kept.measure}, s.said_hash, s.ordinal))::int AS occurrence
    FROM (SELECT s.*, ${kept.key} AS key_hash, ${saidSql(kept)} AS said_hash FROM staged AS s) AS s`);
  await tx.$client.query('TRUNCATE staged');
  await tx.$client.query('ANALYZE ordered (day)');
}

/** What lines become part of, and of which days. */
export interface Placing {
  readonly kept: Staged;
  readonly version: number;
  readonly days: readonly string[];
}

/** So many pages of 8 kB at a time: a hundred thousand lines or so, after which it is told how far it has come. */
const pagesAtOnce = 2500;

/** Puts the ordered rows of the days into their table, piece by piece: whoever stops it, or is gone, has not long to wait. */
export async function placeLines(tx: Transaction, progress: ReadingProgress, { kept, version, days }: Placing): Promise<void> {
  const { workspaceId, id, providerAccountId, series }: StoredImport = progress.of;
  const columns = kept.columns.join(', ');
  const text = `
    INSERT INTO ${kept.table} (workspace_id, import_id, provider_account_id, series, version, ${columns}, occurrence)
    SELECT $1, $2, $3, $4, $5, ${columns}, occurrence FROM ordered WHERE ctid >= $7::tid AND ctid < $8::tid AND day = ANY ($6::date[])`;
  const { rows } = await tx.$client.query<{ pages: number }>(
    `SELECT (pg_relation_size('pg_temp.ordered') / current_setting('block_size')::int)::int AS pages`,
  );
  for (let page = 0; page < (rows[0]?.pages ?? 0); page += pagesAtOnce) {
    const span = [`(${page},0)`, `(${page + pagesAtOnce},0)`];
    const { rowCount } = await tx.$client.query(text, [workspaceId, id, providerAccountId, series, version, days, ...span]);
    await progress.place(rowCount ?? 0);
  }
}

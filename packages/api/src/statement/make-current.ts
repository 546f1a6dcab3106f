import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { orderStaged, placeLines } from './place-lines.ts';
import type { ReadingProgress } from './reading-progress.ts';
import { stagedOf, type Staged } from './staged-rows.ts';
import type { StoredImport } from './statement-import.table.ts';
import { digestSql, saidSql } from './stated-digest.ts';
import type { Bucket } from './stated.ts';

/** What became of a file that was read without fault. */
export type Outcome =
  | { readonly state: 'current'; readonly version: number }
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly why: string };

/**
 * Makes the staged lines of a file current, in the transaction: of each day that they state otherwise than before, they supersede what was current; days that they state alike stay
 * with the version they had. Where that is every day, nothing changes. Each day is noted as observed. Refused where a line that is current would be cut in two.
 */
export async function makeCurrent(
  tx: Transaction,
  progress: ReadingProgress,
  { start, end, at }: Bucket & { readonly at: Date },
): Promise<Outcome> {
  const { of } = progress;
  const [kept, period] = [stagedOf(of.series), { start, end }];
  await tx.execute(sql`SET LOCAL work_mem = '64MB'`);
  await orderStaged(tx, kept);
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`statement ${of.providerAccountId} ${of.series}`}, 0))`);
  const cut = await lineAcross(tx, of, { kept, period });
  if (cut !== undefined) return { state: 'refused', why: cut };
  const version = await nextVersion(tx, of);
  const days = await comparedDays(tx, of, { kept, period });
  const changed = whollyIf(
    days.some(({ spans }) => spans),
    days,
  );
  const isSame = changed.length === 0 && days.every(({ seen }) => seen);
  if (!isSame) {
    for (const { day, stood } of changed) if (stood) await supersede(tx, of, { kept, version, day });
    await placeLines(tx, progress, { kept, version, days: changed.map(({ day }) => day) });
    await progress.hold(tx);
    await tx.execute(sql`
      UPDATE statement_import SET state = 'current', version = ${version}, period = tstzrange(${period.start}::timestamptz, ${period.end}::timestamptz), current_at = ${at.toISOString()}::timestamptz
      WHERE workspace_id = ${of.workspaceId}::uuid AND id = ${of.id}::uuid`);
  }
  await observe(tx, of, days);
  return isSame ? { state: 'unchanged' } : { state: 'current', version };
}

interface Scope {
  readonly kept: Staged;
  readonly period: Bucket;
}

/** A line of a month that a file of some of its days would take a part of, as a sentence. */
async function lineAcross(tx: Transaction, of: StoredImport, { kept, period }: Scope): Promise<string | undefined> {
  const text = `
    SELECT to_char(bucket_start AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "from", to_char(bucket_end AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS until, version FROM ${kept.table}
    WHERE workspace_id = $1 AND provider_account_id = $2 AND series = $3 AND superseded_by IS NULL
      AND bucket_start >= $4::timestamptz - interval '400 days' AND bucket_start < $5::timestamptz AND bucket_end > $4::timestamptz
      AND (bucket_start < $4::timestamptz OR bucket_end > $5::timestamptz) LIMIT 1`;
  const values = [of.workspaceId, of.providerAccountId, of.series, period.start, period.end];
  const { rows } = await tx.$client.query<{ from: string; until: string; version: number }>(text, values);
  const [found] = rows;
  if (found === undefined) return undefined;
  return `The file covers ${period.start.slice(0, 10)} to ${period.end.slice(0, 10)}, and version ${found.version} has a line from ${found.from} to ${found.until}, which it would cut in two: bring a file that covers all of it.`;
}

async function nextVersion(tx: Transaction, of: StoredImport): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(sql`
    SELECT coalesce(max(version), 0) + 1 AS version FROM statement_import
    WHERE workspace_id = ${of.workspaceId}::uuid AND provider_account_id = ${of.providerAccountId}::uuid AND series = ${of.series}`);
  return rows[0]?.version ?? 1;
}

/** A day of the period: what it is stated as now, whether it had lines before and the same, whether it was stated at all before, and whether a line of it goes on into another day. */
interface ComparedDay {
  readonly day: string;
  readonly digest: string;
  readonly stood: boolean;
  readonly same: boolean;
  readonly seen: boolean;
  readonly spans: boolean;
}

/** The digest of the rows of each day, and whether one goes on into another day. */
function digests(rows: string): string {
  return `
    SELECT day, ${digestSql('said_hash')} AS digest, bool_or(bucket_end > (day + 1)::timestamp AT TIME ZONE 'UTC') AS spans FROM ${rows} AS rows GROUP BY 1`;
}

async function comparedDays(tx: Transaction, of: StoredImport, { kept, period }: Scope): Promise<readonly ComparedDay[]> {
  const text = `
    WITH stated AS MATERIALIZED (${digests('ordered')}),
      before AS MATERIALIZED (${digests(
        `(SELECT utc_day(s.bucket_start) AS day, ${saidSql(kept)} AS said_hash, s.bucket_end FROM ${kept.table} AS s
        WHERE s.workspace_id = $1 AND s.provider_account_id = $2 AND s.series = $3 AND s.superseded_by IS NULL
        AND s.bucket_start >= $4::timestamptz AND s.bucket_start < $5::timestamptz)`,
      )}),
      seen AS MATERIALIZED (SELECT DISTINCT day FROM statement_observation WHERE workspace_id = $1 AND provider_account_id = $2 AND series = $3
        AND day >= utc_day($4::timestamptz) AND day < utc_day($5::timestamptz)),
      days AS (SELECT d::date AS day FROM generate_series(utc_day($4::timestamptz)::timestamp, utc_day($5::timestamptz)::timestamp - interval '1 day', interval '1 day') AS d)
    SELECT days.day::text AS day, coalesce(stated.digest, '0') AS digest, before.day IS NOT NULL AS stood, coalesce(stated.digest, '0') = coalesce(before.digest, '0') AS same,
      seen.day IS NOT NULL AS seen, coalesce(stated.spans, false) OR coalesce(before.spans, false) AS spans
    FROM days LEFT JOIN stated USING (day) LEFT JOIN before USING (day) LEFT JOIN seen USING (day) ORDER BY days.day`;
  const values = [of.workspaceId, of.providerAccountId, of.series, period.start, period.end];
  return (await tx.$client.query<ComparedDay>(text, values)).rows;
}

/** The days that are stated otherwise; all of them where one is and lines go on from day to day, since such a line belongs to each. */
function whollyIf(goesOn: boolean, days: readonly ComparedDay[]): readonly ComparedDay[] {
  const changed = days.filter(({ same }) => !same);
  return goesOn && changed.length > 0 ? days : changed;
}

interface Change {
  readonly kept: Staged;
  readonly version: number;
  readonly day: string;
}

async function supersede(tx: Transaction, of: StoredImport, { kept, version, day }: Change): Promise<void> {
  const text = `
    WITH taken AS (
      UPDATE ${kept.table} SET superseded_by = $4
      WHERE workspace_id = $1 AND provider_account_id = $2 AND series = $3 AND superseded_by IS NULL
        AND bucket_start >= $5::date::timestamp AT TIME ZONE 'UTC' AND bucket_start < ($5::date + 1)::timestamp AT TIME ZONE 'UTC' RETURNING import_id)
    UPDATE statement_import SET superseded_by = $4
    WHERE workspace_id = $1 AND superseded_by IS NULL AND id IN (SELECT import_id FROM taken)`;
  await tx.$client.query(text, [of.workspaceId, of.providerAccountId, of.series, version, day]);
}

async function observe(tx: Transaction, of: StoredImport, days: readonly ComparedDay[]): Promise<void> {
  const text = `
    INSERT INTO statement_observation (workspace_id, provider_account_id, series, day, observed_at, import_id, digest)
    SELECT $1, $2, $3, o.day, $4, $5, o.digest FROM jsonb_to_recordset($6) AS o (day date, digest text)
    ON CONFLICT (workspace_id, provider_account_id, series, day, observed_at) DO NOTHING`;
  await tx.$client.query(text, [of.workspaceId, of.providerAccountId, of.series, of.receivedAt, of.id, JSON.stringify(days)]);
}

import type { Transaction } from '../platform/database.ts';
import type { StatementSeries } from './statement-import.table.ts';

/** Which days, UTC, half-open: `2026-10-01` to `2026-11-01` is October. */
export interface DaysAsked {
  readonly providerAccountId: string;
  readonly series: StatementSeries;
  readonly from: string;
  readonly until: string;
  readonly now: Date;
  /** The provider's lag; absent: by the policy of each day, else by the account. */
  readonly lagHours?: number | undefined;
}

/** How far what a provider states of a day can be relied on. */
export interface StatementDay {
  readonly day: string;
  /** How often it was stated since it ended. */
  readonly observations: number;
  /** Since when it is stated as it is now, and when it was last; null: it was not stated since it ended. */
  readonly sameSince: Date | null;
  readonly lastObserved: Date | null;
  /** Whether any of that was pulled: of what is only brought, as an invoice is, nobody can ask again. */
  readonly isPulled: boolean;
  /** The provider may state it otherwise still. */
  readonly isLagging: boolean;
  /** The provider's lag has passed, and two statements a day apart are equal, with none between them that differs. */
  readonly isFinal: boolean;
}

/** Every day asked for, in order. A statement of a day that has not ended yet counts for nothing. */
export async function statementDays(tx: Transaction, asked: DaysAsked): Promise<readonly StatementDay[]> {
  const text = `
    WITH days AS (
      SELECT d::date AS day, (d + interval '1 day') AT TIME ZONE 'UTC' AS ends FROM generate_series($3::date::timestamp, $4::date::timestamp - interval '1 day', interval '1 day') AS d),
    observed AS MATERIALIZED (
      SELECT o.day, o.observed_at, o.digest, i.origin, first_value(o.digest) OVER (PARTITION BY o.day ORDER BY o.observed_at DESC) AS latest
      FROM provider_account AS p JOIN statement_observation AS o ON o.workspace_id = p.workspace_id AND o.provider_account_id = p.id
      JOIN days USING (day) JOIN statement_import AS i ON i.workspace_id = o.workspace_id AND i.id = o.import_id
      WHERE p.id = $1 AND o.series = $2 AND o.observed_at >= days.ends AND o.observed_at <= $5),
    changed AS MATERIALIZED (SELECT day, max(observed_at) AS at FROM observed WHERE digest <> latest GROUP BY day),
    same AS MATERIALIZED (
      SELECT o.day, min(o.observed_at) AS since, max(o.observed_at) AS last FROM observed AS o LEFT JOIN changed AS c USING (day)
      WHERE o.digest = o.latest AND (c.at IS NULL OR o.observed_at > c.at) GROUP BY o.day),
    counts AS MATERIALIZED (SELECT day, count(*)::int AS observations, bool_or(origin = 'pull') AS pulled FROM observed GROUP BY day),
    known AS (
      SELECT days.*, coalesce(counts.observations, 0) AS observations, coalesce(counts.pulled, false) AS pulled, same.since, same.last,
        days.ends + coalesce($6, lag_hours_on($1, days.day)) * interval '1 hour' > $5 AS lagging
      FROM days LEFT JOIN same USING (day) LEFT JOIN counts USING (day))
    SELECT day::text AS day, observations, since AS "sameSince", last AS "lastObserved", pulled AS "isPulled", lagging AS "isLagging",
      coalesce(last - since >= interval '1 day' AND NOT lagging, false) AS "isFinal"
    FROM known ORDER BY day`;
  const values = [asked.providerAccountId, asked.series, asked.from, asked.until, asked.now, asked.lagHours ?? null];
  return (await tx.$client.query<StatementDay>(text, values)).rows;
}

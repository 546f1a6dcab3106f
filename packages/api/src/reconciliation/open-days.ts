import type { Transaction } from '../platform/database.ts';

const series = 'charges';

/** Which days, as they were known when; RFC 3339. */
export interface OpenDaysAsked {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  /** The provider's lag; absent: that of the account. */
  readonly lagHours: number | undefined;
}

/**
 * The UTC days of a period that are not final by then: the provider's lag has not passed, or no two pulls a day apart agree on it. A day that was brought as an invoice or a
 * file is final with its lag.
 */
export async function openDays(tx: Transaction, asked: OpenDaysAsked): Promise<readonly string[]> {
  const text = `
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day
    FROM provider_account AS p, generate_series($2::timestamptz AT TIME ZONE 'UTC', $3::timestamptz AT TIME ZONE 'UTC' - interval '1 day', interval '1 day') AS d (day)
    WHERE p.id = $1 AND (
      d.day + interval '1 day' + coalesce($6::smallint, p.lag_hours) * interval '1 hour' > $4::timestamptz AT TIME ZONE 'UTC'
      OR EXISTS (
        SELECT FROM statement_observation AS o JOIN statement_import AS i ON i.workspace_id = o.workspace_id AND i.id = o.import_id
        WHERE o.workspace_id = p.workspace_id AND o.provider_account_id = p.id AND o.series = $5 AND o.day = d.day::date AND o.observed_at <= $4::timestamptz AND i.origin = 'pull')
      AND NOT EXISTS (
        SELECT FROM statement_observation AS a JOIN statement_observation AS b
          ON b.workspace_id = a.workspace_id AND b.provider_account_id = a.provider_account_id AND b.series = a.series AND b.day = a.day AND b.digest = a.digest
        WHERE a.workspace_id = p.workspace_id AND a.provider_account_id = p.id AND a.series = $5 AND a.day = d.day::date
          AND b.observed_at >= a.observed_at + interval '1 day' AND b.observed_at <= $4::timestamptz))
    ORDER BY 1`;
  const values = [asked.providerAccountId, asked.from, asked.until, asked.knownAt, series, asked.lagHours ?? null];
  const { rows } = await tx.$client.query<{ day: string }>({ name: 'open-days', text, values });
  return rows.map(({ day }) => day);
}

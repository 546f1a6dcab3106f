import type { Transaction } from '../platform/database.ts';
import type { Bucket } from './stated.ts';

/** What a provider says that lines come to: those of a bucket, or of the whole file. Decimal text in whole units. */
export interface ControlTotal {
  /** Absent: of all lines. */
  readonly bucket?: Bucket | undefined;
  readonly currency: string;
  readonly amount: string;
  readonly residue: string;
}

/**
 * The first control that the staged lines do not come to, as a sentence; undefined where they come to each. A provider adds up in binary fractions, so a bucket of N lines may be off by
 * (N+2)·2⁻⁵³ of what they come to; the total of a file is exact.
 */
export async function brokenControl(tx: Transaction, controls: readonly ControlTotal[]): Promise<string | undefined> {
  if (controls.length === 0) return undefined;
  const text = `
    WITH stated AS MATERIALIZED (
      SELECT s.bucket_start, s.bucket_end, s.currency, sum(s.amount + s.residue) AS amount, sum(abs(s.amount)) AS size, count(*) AS lines
      FROM staged AS s GROUP BY 1, 2, 3),
    asked AS (
      SELECT c.start, c.end, c.currency, sum(c.amount + c.residue) AS amount
      FROM jsonb_to_recordset($1) AS c (start timestamptz, "end" timestamptz, currency text, amount numeric, residue numeric) GROUP BY 1, 2, 3),
    compared AS (
      SELECT a.start, a.currency, a.amount AS control, coalesce(sum(s.amount), 0) AS amount, coalesce(sum(s.size), 0) + abs(a.amount) AS size, coalesce(sum(s.lines), 0) AS lines
      FROM asked AS a LEFT JOIN stated AS s ON s.currency = a.currency AND (a.start IS NULL OR (s.bucket_start, s.bucket_end) = (a.start, a.end))
      GROUP BY a.start, a.end, a.currency, a.amount)
    SELECT to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, currency, trim_scale(control)::text AS control, trim_scale(amount)::text AS amount FROM compared
    WHERE abs(control - amount) > CASE WHEN start IS NULL THEN 0 ELSE (lines + 2) * size / 9007199254740992 END ORDER BY start LIMIT 1`;
  const rows = controls.map(({ bucket, ...control }) => ({ ...bucket, ...control }));
  const found = await tx.$client.query<{ day: string | null; currency: string; control: string; amount: string }>(text, [
    JSON.stringify(rows),
  ]);
  const [first] = found.rows;
  if (first === undefined) return undefined;
  const what = first.day === null ? 'The file as a whole is stated as' : `The day ${first.day} is stated ungrouped as`;
  return `${what} ${first.control} ${first.currency}, and its lines come to ${first.amount}: lines are missing, or one too many.`;
}

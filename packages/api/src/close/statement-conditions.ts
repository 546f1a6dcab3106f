import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../ledger/settlement.ts';
import type { Transaction } from '../platform/database.ts';
import { counted, type Closing, type ClosingFigure, type Condition } from './closing.ts';
import type { TrialBalanceRow } from './trial-balance.ts';

/** What is asked of statements before a month is closed: every day is final, every item is dealt with, and suspense is the sum of what is open. */
export async function statementConditions(
  tx: Transaction,
  closing: Closing,
  { balance, at }: { readonly balance: readonly TrialBalanceRow[]; readonly at: Date },
): Promise<readonly Condition[]> {
  return [await daysAreFinal(tx, closing, at), await mapIsComplete(tx, closing), await suspenseIsOpenItems(tx, closing, balance)];
}

interface DayCount extends Record<string, unknown> {
  readonly provider: string;
  readonly days: number;
  readonly final: number;
}

/**
 * Of each provider account of its own on which the month has entries: the days that are final. A day is, once the lag of the provider has passed and two statements a day
 * apart are equal, with none between them that differs.
 */
async function daysAreFinal(tx: Transaction, { workspaceId, book, month, until }: Closing, at: Date): Promise<Condition> {
  const { rows } = await tx.execute<DayCount>(sql`
    WITH accounts AS (
      SELECT id, provider, lag_hours FROM provider_account AS a
      WHERE a.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND a.lent_by IS NULL AND EXISTS (
        SELECT FROM ledger_tx AS t WHERE t.workspace_id = a.workspace_id AND t.book = a.book AND t.provider_account_id = a.id
          AND t.accounting_date >= ${month}::date AND t.accounting_date < ${until}::date)),
    days AS (
      SELECT a.id, a.provider, d::date AS day, (d + interval '1 day') AT TIME ZONE 'UTC' AS ends, a.lag_hours
      FROM accounts AS a, generate_series(${month}::date::timestamp, ${until}::date::timestamp - interval '1 day', interval '1 day') AS d),
    observed AS MATERIALIZED (
      SELECT d.id, d.day, o.observed_at, o.digest, first_value(o.digest) OVER (PARTITION BY d.id, d.day ORDER BY o.observed_at DESC) AS latest
      FROM days AS d JOIN statement_observation AS o ON o.workspace_id = ${workspaceId}::uuid AND o.provider_account_id = d.id AND o.series = 'charges' AND o.day = d.day
      WHERE o.observed_at >= d.ends AND o.observed_at <= ${at.toISOString()}::timestamptz),
    changed AS MATERIALIZED (SELECT id, day, max(observed_at) AS at FROM observed WHERE digest <> latest GROUP BY id, day),
    same AS MATERIALIZED (
      SELECT o.id, o.day, max(o.observed_at) - min(o.observed_at) AS stood FROM observed AS o LEFT JOIN changed AS c USING (id, day)
      WHERE o.digest = o.latest AND (c.at IS NULL OR o.observed_at > c.at) GROUP BY o.id, o.day)
    SELECT d.provider, count(*)::int AS days, count(*) FILTER (
      WHERE s.stood >= interval '1 day' AND d.ends + d.lag_hours * interval '1 hour' <= ${at.toISOString()}::timestamptz)::int AS final
    FROM days AS d LEFT JOIN same AS s USING (id, day) GROUP BY d.id, d.provider ORDER BY d.provider, d.id`);
  const figures = rows.flatMap(({ provider, days, final }) => [counted(`${provider} days`, days), counted(`${provider} final`, final)]);
  const sentence = 'Every day of every provider account is stated and final.';
  return { key: 'days-final', sentence, holds: rows.every(({ days, final }) => days === final), figures };
}

/** Texts of line items that no approved map says the meaning of. */
async function mapIsComplete(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ unmapped: number }>(sql`
    SELECT count(DISTINCT l.line_item)::int AS unmapped FROM statement_line AS l JOIN provider_account AS a ON a.id = l.provider_account_id
    WHERE l.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND l.series = 'charges' AND l.superseded_by IS NULL AND l.request_id IS NULL
      AND l.client_request_id IS NULL AND l.category IS NULL
      AND l.bucket_start >= ${`${month}T00:00:00Z`}::timestamptz AND l.bucket_start < ${`${until}T00:00:00Z`}::timestamptz
      AND NOT EXISTS (SELECT FROM line_item_map AS m WHERE m.workspace_id = l.workspace_id AND m.provider = a.provider AND m.line_item = l.line_item
        AND upper_inf(m.known) AND m.valid @> (l.bucket_start AT TIME ZONE 'UTC')::date)`);
  const unmapped = rows[0]?.unmapped ?? 0;
  const sentence = 'Every text of a line item has an approved meaning.';
  return { key: 'map-complete', sentence, holds: unmapped === 0, figures: [counted('unmapped', unmapped)] };
}

/** What stands in suspense is what is listed: nothing else is stated without a cause. */
async function suspenseIsOpenItems(tx: Transaction, closing: Closing, balance: readonly TrialBalanceRow[]): Promise<Condition> {
  const listed = await carriedItems(tx, closing);
  const inSuspense = balance.filter(({ account }) => account === 'statement_suspense');
  const currencies = [...new Set([...listed.keys(), ...inSuspense.map(({ currency }) => currency)])].toSorted();
  const figures = currencies.flatMap((currency): ClosingFigure[] => [
    { name: 'in suspense', value: inSuspense.find((row) => row.currency === currency)?.closing ?? '0', currency },
    { name: 'items carried', value: formatDecimal(listed.get(currency) ?? 0n), currency },
  ]);
  const holds = currencies.every(
    (currency) => picoOf(inSuspense.find((row) => row.currency === currency)?.closing ?? '0') === (listed.get(currency) ?? 0n),
  );
  return { key: 'suspense', sentence: 'What stands in suspense is the sum of the items that are carried.', holds, figures };
}

/** The items that somebody carries, by currency; where nothing was reconciled there are none. */
async function carriedItems(_tx: Transaction, _closing: Closing): Promise<ReadonlyMap<string, bigint>> {
  return new Map();
}

import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** Which generations: by the UTC days on which they were asked for, the last one not included. */
export interface AskedSpan {
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
}

/** Where deviations are told apart, as shares of what was quoted: −0.01 is one per cent less. */
export const deviationEdges = ['-0.5', '-0.2', '-0.1', '-0.05', '-0.01', '0.01', '0.05', '0.1', '0.2', '0.5'] as const;

/** How far bills were from quotes at a provider, for a model, in a currency. Amounts and shares are decimal text. */
export interface QuoteComparison extends Record<string, unknown> {
  readonly provider: string;
  readonly model: string;
  readonly currency: string;
  readonly generations: number;
  readonly quoted: string;
  readonly billed: string;
  readonly bias: string;
  /** Bias by what was quoted; null: nothing was. */
  readonly biasShare: string | null;
  /** The 5th, 50th and 95th of a hundred deviations; null: of none there is a share. */
  readonly spread: readonly [string, string, string] | null;
  /** How many deviate by less than the first edge, from the first to the second, and so on. */
  readonly histogram: readonly number[];
}

/** Generations with a known charge and a quoted expectation in its currency. */
const compared = ({ book, from, until }: AskedSpan): SQL => sql`
  SELECT g.provider, g.model, o.currency, o.expected AS quoted, coalesce(k.total, c.total) AS billed,
    CASE WHEN o.expected <> 0 THEN (coalesce(k.total, c.total) - o.expected) / o.expected END AS deviation
  FROM generation AS g
  JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id AND o.expected IS NOT NULL
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'charge' AND c.state IN ('settled', 'estimated')
  LEFT JOIN LATERAL (
    SELECT state, total, currency FROM charge_correction AS k
    WHERE k.workspace_id = c.workspace_id AND k.generation_id = c.generation_id AND k.side = c.side ORDER BY number DESC LIMIT 1
  ) AS k ON true
  WHERE g.book = ${book} AND g.created_at >= ${from}::timestamp AT TIME ZONE 'UTC' AND g.created_at < ${until}::timestamp AT TIME ZONE 'UTC'
    AND coalesce(k.state, c.state) <> 'void' AND coalesce(k.currency, c.currency) = o.currency`;

/** A deviation that so many of a hundred do not pass. */
function share(fraction: string): SQL {
  return sql`trim_scale(round(percentile_disc(${fraction}::float8) WITHIN GROUP (ORDER BY deviation), 6))::text`;
}

/** Quote against bill by provider and model, the furthest off first. */
export async function compareQuotes(tx: Transaction, span: AskedSpan): Promise<readonly QuoteComparison[]> {
  const edges = sql.param([...deviationEdges]);
  const counts = sql.join(
    Array.from(
      { length: deviationEdges.length + 1 },
      (_, bucket) => sql`count(*) FILTER (WHERE width_bucket(deviation, ${edges}::numeric[]) = ${bucket})::int`,
    ),
    sql`, `,
  );
  const { rows } = await tx.execute<QuoteComparison>(sql`
    SELECT provider, model, currency, count(*)::int AS generations, trim_scale(sum(quoted))::text AS quoted, trim_scale(sum(billed))::text AS billed,
      trim_scale(sum(billed) - sum(quoted))::text AS bias,
      CASE WHEN sum(quoted) <> 0 THEN trim_scale(round((sum(billed) - sum(quoted)) / sum(quoted), 6))::text END AS "biasShare",
      CASE WHEN count(deviation) > 0 THEN ARRAY[${share('0.05')}, ${share('0.5')}, ${share('0.95')}] END AS spread, ARRAY[${counts}] AS histogram
    FROM (${compared(span)}) AS c GROUP BY provider, model, currency
    ORDER BY abs(sum(billed) - sum(quoted)) DESC, provider, model, currency`);
  return rows;
}

/** What the same requests would have cost at the cheapest honest offer of their quotes. */
export interface SavingForgone extends Record<string, unknown> {
  readonly provider: string;
  readonly model: string;
  readonly cheapestProvider: string;
  readonly currency: string;
  readonly generations: number;
  readonly expected: string;
  readonly cheapest: string;
  readonly forgone: string;
}

/** Offers that promise what they are known not to keep. */
const dishonest = ['published-estimate-not-met', 'advertised-saving-not-met', 'alias-routed-elsewhere', 'upstream-shut-down'];

/** By provider, model and who would have been cheaper, most forgone first. Expectation is held against expectation, so that no luck is counted as a saving. */
export async function savingsForgone(tx: Transaction, { book, from, until }: AskedSpan): Promise<readonly SavingForgone[]> {
  const { rows } = await tx.execute<SavingForgone>(sql`
    SELECT g.provider, g.model, best.provider AS "cheapestProvider", o.currency, count(*)::int AS generations, trim_scale(sum(o.expected))::text AS expected,
      trim_scale(sum(best.expected))::text AS cheapest, trim_scale(sum(o.expected - best.expected))::text AS forgone
    FROM generation AS g
    JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id AND o.expected IS NOT NULL
    CROSS JOIN LATERAL (
      SELECT c.provider, c.expected FROM quote_offer AS c
      WHERE c.workspace_id = o.workspace_id AND c.quote_id = o.quote_id AND c.currency = o.currency AND c.expected < o.expected AND c.exactness <> 'unknown'
        AND NOT EXISTS (SELECT FROM jsonb_array_elements(c.pitfalls) AS p WHERE p ->> 'code' = ANY (${sql.param(dishonest)}::text[]))
      ORDER BY c.expected, c.provider LIMIT 1
    ) AS best
    WHERE g.book = ${book} AND g.status = 'succeeded' AND g.created_at >= ${from}::timestamp AT TIME ZONE 'UTC'
      AND g.created_at < ${until}::timestamp AT TIME ZONE 'UTC'
    GROUP BY g.provider, g.model, best.provider, o.currency ORDER BY sum(o.expected - best.expected) DESC, 1, 2, 3`);
  return rows;
}

/** How often providers were called again. */
export interface Retries extends Record<string, unknown> {
  readonly provider: string;
  readonly model: string;
  readonly generations: number;
  readonly attempts: number;
  readonly retries: number;
  readonly failed: number;
  readonly unknown: number;
}

/** By provider and model, most retries first. */
export async function countRetries(tx: Transaction, { book, from, until }: AskedSpan): Promise<readonly Retries[]> {
  const { rows } = await tx.execute<Retries>(sql`
    SELECT g.provider, g.model, count(DISTINCT g.id)::int AS generations, count(*)::int AS attempts, count(*) FILTER (WHERE a.number > 1)::int AS retries,
      count(*) FILTER (WHERE a.outcome IN ('refused', 'failed'))::int AS failed, count(*) FILTER (WHERE a.outcome = 'unknown')::int AS unknown
    FROM generation AS g JOIN provider_attempt AS a ON a.workspace_id = g.workspace_id AND a.generation_id = g.id
    WHERE g.book = ${book} AND g.created_at >= ${from}::timestamp AT TIME ZONE 'UTC' AND g.created_at < ${until}::timestamp AT TIME ZONE 'UTC'
    GROUP BY g.provider, g.model ORDER BY retries DESC, g.provider, g.model`);
  return rows;
}

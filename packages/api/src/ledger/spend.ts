import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** What spending can be grouped by. */
export type SpendDimension = 'template' | 'template-version' | 'stage' | 'outcome' | 'provider' | 'model';

/** What is asked: UTC days of the accounting date, the last one not included. */
export interface SpendQuestion {
  readonly by: readonly SpendDimension[];
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
}

/** Spending under one value of each dimension. A value of null: there is none, such as no template. */
export interface SpendGroup {
  readonly keys: readonly { readonly dimension: SpendDimension; readonly value: string | null; readonly label: string | null }[];
  readonly currency: string;
  /** Decimal text. */
  readonly amount: string;
  readonly generations: number;
  readonly images: number;
}

/** A dimension: what it groups by, and how that is called. */
const dimensions: Readonly<Record<SpendDimension, { readonly value: SQL; readonly label: SQL }>> = {
  template: { value: sql`v.template_id::text`, label: sql`m.name` },
  'template-version': { value: sql`v.id::text`, label: sql`m.name || ' v' || v.number` },
  stage: { value: sql`g.stage`, label: sql`g.stage` },
  outcome: { value: sql`s.outcome`, label: sql`s.outcome` },
  provider: { value: sql`g.provider`, label: sql`g.provider` },
  model: { value: sql`g.model`, label: sql`g.model` },
};

/**
 * What providers took, from the lines of the ledger, by what generations were made from and what became of their images. A generation of several
 * images is shared among them in equal parts of 12 decimals, the first taking what does not divide: the groups sum to the ledger, to the last digit.
 */
export async function readSpend(tx: Transaction, question: SpendQuestion): Promise<readonly SpendGroup[]> {
  const by = [...new Set(question.by)];
  const columns = by.flatMap((dimension) => [dimensions[dimension].value, dimensions[dimension].label]);
  const grouped = sql.join([...columns, sql`s.currency`], sql`, `);
  const values = by.map((dimension) => sql`coalesce(${dimensions[dimension].value}, '')`);
  const keys = sql.join(columns, sql`, `);
  const { rows } = await tx.execute<SpendRow>(sql`
    WITH spent AS (${spent(question)}), shares AS (${shares})
    SELECT ARRAY[${keys}]::text[] AS keys, s.currency, trim_scale(sum(s.amount))::text AS amount,
      count(DISTINCT s.generation_id)::int AS generations, count(s.position)::int AS images
    FROM shares AS s JOIN generation AS g ON g.id = s.generation_id
    LEFT JOIN template_version AS v ON v.id = g.template_version_id LEFT JOIN template AS m ON m.id = v.template_id
    GROUP BY ${grouped} ORDER BY s.currency, sum(s.amount) DESC, ${sql.join([...values, sql`1`], sql`, `)}`);
  return rows.map(({ keys: texts, ...group }) => ({ ...group, keys: by.map((dimension, index) => key(dimension, texts, index)) }));
}

interface SpendRow extends Record<string, unknown> {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly amount: string;
  readonly generations: number;
  readonly images: number;
}

function key(dimension: SpendDimension, texts: readonly (string | null)[], index: number) {
  return { dimension, value: texts[2 * index] ?? null, label: texts[2 * index + 1] ?? null };
}

/** What each generation cost in the period, corrections included. */
function spent({ book, from, until }: SpendQuestion): SQL {
  return sql`
    SELECT t.generation_id, e.currency, sum(e.amount) AS amount
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.book = ${book} AND t.accounting_date >= ${from}::date AND t.accounting_date < ${until}::date
      AND t.generation_id IS NOT NULL AND e.account IN ('generation_cost', 'undelivered_cost')
    GROUP BY t.generation_id, e.currency`;
}

/** Whole picounits divide exactly; what is left over goes to the first image. A generation without images is one share. */
const shares = sql`
  SELECT p.generation_id, p.currency, i.position, o.outcome,
    CASE WHEN i.position IS NULL THEN p.amount
      ELSE (div(p.amount * 1000000000000, n.images) + CASE WHEN i.position = n.first THEN mod(p.amount * 1000000000000, n.images) ELSE 0 END)
        * 0.000000000001 END AS amount
  FROM spent AS p
  LEFT JOIN LATERAL (SELECT count(*) AS images, min(position) AS first FROM generated_image WHERE generation_id = p.generation_id) AS n ON true
  LEFT JOIN generated_image AS i ON i.generation_id = p.generation_id
  LEFT JOIN LATERAL (SELECT outcome FROM image_outcome WHERE generation_id = i.generation_id AND position = i.position
    ORDER BY number DESC LIMIT 1) AS o ON true`;

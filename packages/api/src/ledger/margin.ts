import { formatDecimal } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';

/** What a margin can be grouped by. */
export type MarginDimension = 'model' | 'workspace' | 'template' | 'day' | 'month';

/** What is asked: UTC days of the accounting date, the last one not included. */
export interface MarginQuestion {
  readonly by: readonly MarginDimension[];
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
}

/** What was charged, what it cost and what is left, under one value of each dimension. Amounts are decimal text. */
export interface MarginGroup {
  readonly keys: readonly { readonly dimension: MarginDimension; readonly value: string | null; readonly label: string | null }[];
  readonly currency: string;
  readonly revenue: string;
  readonly cost: string;
  readonly margin: string;
}

const dimensions: Readonly<Record<MarginDimension, { readonly value: SQL; readonly label: SQL }>> = {
  model: { value: sql`g.model`, label: sql`g.model` },
  workspace: { value: sql`t.workspace_id::text`, label: sql`(SELECT name FROM workspace WHERE id = t.workspace_id)` },
  template: { value: sql`v.template_id::text`, label: sql`m.name` },
  day: { value: sql`t.accounting_date::text`, label: sql`t.accounting_date::text` },
  month: { value: sql`to_char(t.accounting_date, 'YYYY-MM')`, label: sql`to_char(t.accounting_date, 'YYYY-MM')` },
};

interface MarginRow extends Record<string, unknown> {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly revenue: string;
  readonly cost: string;
}

/** The groups of the workspace of a transaction, from the lines of the ledger, corrections included. */
export async function readMargin(tx: Transaction, { by, book, from, until }: MarginQuestion): Promise<readonly MarginGroup[]> {
  const columns = by.flatMap((dimension) => [dimensions[dimension].value, dimensions[dimension].label]);
  const keys = sql.join(columns, sql`, `);
  const { rows } = await tx.execute<MarginRow>(sql`
    SELECT ARRAY[${keys}]::text[] AS keys, e.currency,
      trim_scale(coalesce(-sum(e.amount) FILTER (WHERE e.account IN ('revenue', 'revenue_refund')), 0))::text AS revenue,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE e.account IN ('generation_cost', 'undelivered_cost')), 0))::text AS cost
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    LEFT JOIN template_version AS v ON v.workspace_id = g.workspace_id AND v.id = g.template_version_id
    LEFT JOIN template AS m ON m.workspace_id = v.workspace_id AND m.id = v.template_id
    WHERE t.book = ${book} AND t.accounting_date >= ${from}::date AND t.accounting_date < ${until}::date
      AND e.account IN ('revenue', 'revenue_refund', 'generation_cost', 'undelivered_cost')
    GROUP BY ${sql.join([...columns, sql`t.workspace_id`, sql`e.currency`], sql`, `)}`);
  return rows.map(({ keys: texts, currency, revenue, cost }) => ({
    keys: by.map((dimension, index) => ({ dimension, value: texts[2 * index] ?? null, label: texts[2 * index + 1] ?? null })),
    currency,
    revenue,
    cost,
    margin: sumOf(revenue, `-${cost}`),
  }));
}

/** Groups of several workspaces as one list: those that say the same of every dimension are one. In the order of their keys. */
export function joinedMargins(groups: readonly MarginGroup[]): readonly MarginGroup[] {
  const joined = new Map<string, MarginGroup>();
  for (const group of groups) {
    const name = JSON.stringify([group.currency, group.keys.map(({ value }) => value)]);
    const other = joined.get(name);
    joined.set(name, other === undefined ? group : added(other, group));
  }
  return [...joined].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function added(one: MarginGroup, other: MarginGroup): MarginGroup {
  const { revenue, cost, margin } = other;
  return { ...one, revenue: sumOf(one.revenue, revenue), cost: sumOf(one.cost, cost), margin: sumOf(one.margin, margin) };
}

function sumOf(...amounts: readonly string[]): string {
  return formatDecimal(amounts.reduce((sum, amount) => sum + picoOf(amount.replace(/^--/, '')), 0n));
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { BudgetCounts, BudgetScope } from './budget.table.ts';

/** Which budgets to read; an undefined field filters nothing. Instants are RFC 3339. */
export interface BudgetChoice {
  readonly id?: string | undefined;
  readonly book?: 'real' | 'simulated' | undefined;
  readonly currency?: string | undefined;
  readonly scope?: BudgetScope | undefined;
  /** Only those of this key or template. */
  readonly scopeId?: string | undefined;
  readonly counts?: BudgetCounts | undefined;
  /** Only those whose period holds this instant. */
  readonly at?: string | undefined;
}

/** A budget with the sums of its slots; amounts are decimal text. */
export interface BudgetRow {
  readonly [column: string]: string | null;
  readonly id: string;
  readonly book: 'real' | 'simulated';
  readonly scope: BudgetScope;
  /** The key or template; null: the whole workspace. */
  readonly scopeId: string | null;
  /** Its name; null: the whole workspace. */
  readonly scopeName: string | null;
  readonly counts: BudgetCounts;
  readonly currency: string;
  readonly from: string;
  readonly until: string;
  readonly limit: string;
  readonly held: string;
  readonly spent: string;
  readonly left: string;
  readonly overrun: string;
}

const scopeName = sql`CASE scope
  WHEN 'api_key' THEN (SELECT k.name FROM api_key AS k WHERE k.workspace_id = budget.workspace_id AND k.id = scope_id)
  WHEN 'template' THEN (SELECT t.name FROM template AS t WHERE t.workspace_id = budget.workspace_id AND t.id = scope_id) END`;

/** Budgets by book, currency and period, earliest first; of one period that of the workspace first. */
export async function readBudgets(tx: Transaction, choice: BudgetChoice): Promise<readonly BudgetRow[]> {
  const { id, book, currency, scope, scopeId, at, counts } = choice;
  const { rows } = await tx.execute<BudgetRow>(sql`
    SELECT id, book, scope, scope_id AS "scopeId", ${scopeName} AS "scopeName", counts, currency, ${instant(sql`lower(period)`)} AS from, ${instant(sql`upper(period)`)} AS until,
           trim_scale(limit_amount)::text AS limit, trim_scale(held)::text AS held, trim_scale(spent)::text AS spent,
           trim_scale(greatest(limit_amount - held - spent, 0))::text AS left,
           trim_scale(greatest(held + spent - limit_amount, 0))::text AS overrun
    FROM budget JOIN LATERAL (
      SELECT sum(held) AS held, sum(spent) AS spent FROM budget_slot
      WHERE budget_slot.workspace_id = budget.workspace_id AND budget_slot.budget_id = budget.id
    ) AS taken ON true
    WHERE (${id ?? null}::uuid IS NULL OR id = ${id ?? null}::uuid)
      AND (${book ?? null}::text IS NULL OR book = ${book ?? null}::text)
      AND (${currency ?? null}::text IS NULL OR currency = ${currency ?? null}::text)
      AND (${scope ?? null}::text IS NULL OR scope = ${scope ?? null}::text)
      AND (${scopeId ?? null}::uuid IS NULL OR scope_id = ${scopeId ?? null}::uuid)
      AND (${counts ?? null}::text IS NULL OR counts = ${counts ?? null}::text)
      AND (${at ?? null}::timestamptz IS NULL OR period @> ${at ?? null}::timestamptz)
    ORDER BY book, currency, lower(period), scope <> 'workspace', scope, id`);
  return rows;
}

function instant(value: ReturnType<typeof sql>) {
  return sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

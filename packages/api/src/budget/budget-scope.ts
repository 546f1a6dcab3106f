import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { budgetTable } from './budget.table.ts';
import type { BudgetScope } from './budget.table.ts';

/** Whose holds a budget limits, once it is known that there is such a key or template. */
export interface Scope {
  readonly kind: BudgetScope;
  /** Null: the whole workspace. */
  readonly id: string | null;
  /** The condition that finds its budgets. */
  readonly budgetsOf: SQL | undefined;
}

/** A scope as it is asked for. */
interface WantedScope {
  readonly scope?: BudgetScope | undefined;
  readonly scopeId?: string | null | undefined;
}

const tables = { api_key: sql`api_key`, template: sql`template` } as const;

/** The scope that is meant. Refuses a key or template that the workspace does not have, and an id where the whole workspace is meant. */
export async function scopeOf(tx: Transaction, { scope: kind = 'workspace', scopeId: id = null }: WantedScope): Promise<Outcome<Scope>> {
  if (kind === 'workspace') {
    if (id !== null)
      return invalid('The budget of the whole workspace takes no id: leave it out, or say that the scope is API_KEY or TEMPLATE.');
    return accepted({ kind, id, budgetsOf: and(eq(budgetTable.scope, kind), isNull(budgetTable.scopeId)) });
  }
  const named = kind === 'api_key' ? 'a key' : 'a template';
  const { rowCount } =
    id !== null && isId(id) ? await tx.execute(sql`SELECT FROM ${tables[kind]} WHERE id = ${id}::uuid`) : { rowCount: 0 };
  if (id === null || rowCount === 0) return invalid(`A budget of ${named} takes the id of one of this workspace.`);
  return accepted({ kind, id, budgetsOf: and(eq(budgetTable.scope, kind), eq(budgetTable.scopeId, id)) });
}

function invalid(message: string): Outcome<Scope> {
  return refused({ code: 'invalid-budget', message, path: ['scopeId'] });
}

import { customType, numeric, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const tstzrange = customType<{ data: string }>({ dataType: () => 'tstzrange' });

/** What the holds of a budget are of: what providers take, or what the workspace is charged. */
export type BudgetCounts = 'cost' | 'sell-price';

/** Whose holds a budget limits. */
export type BudgetScope = 'workspace' | 'api_key' | 'template';

/** The most a workspace, a key or a template may spend in a period. The SQL and the meaning of each column: migrations/0008_budget.sql. */
export const budgetTable = pgTable('budget', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  currency: text('currency').notNull(),
  period: tstzrange('period').notNull(),
  limitAmount: numeric('limit_amount').notNull(),
  slots: smallint('slots').notNull(),
  scope: text('scope').$type<BudgetScope>().notNull().default('workspace'),
  scopeId: uuid('scope_id'),
  counts: text('counts').$type<BudgetCounts>().notNull().default('cost'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

/** The parts of a budget, over which holds are spread. */
export const budgetSlotTable = pgTable('budget_slot', {
  workspaceId: uuid('workspace_id').notNull(),
  budgetId: uuid('budget_id').notNull(),
  slot: smallint('slot').notNull(),
  share: numeric('share').notNull(),
  held: numeric('held').notNull().default('0'),
  spent: numeric('spent').notNull().default('0'),
});

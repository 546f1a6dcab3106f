import { date, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** What a month of the books can be. */
export type PeriodState = 'open' | 'soft-closed' | 'hard-closed';

/** The course of each month. The SQL and the meaning of each column: migrations/0027_period.sql. */
export const periodStepTable = pgTable('period_step', {
  workspaceId: uuid('workspace_id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  month: date('month', { mode: 'string' }).notNull(),
  number: smallint('number').notNull(),
  state: text('state').$type<PeriodState>().notNull(),
  reason: text('reason').notNull(),
  takenBy: text('taken_by').notNull(),
  takenByName: text('taken_by_name').notNull(),
  takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
});

import { date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** One event that moved money. The SQL and the meaning of each column: migrations/0006_ledger.sql. */
export const ledgerTxTable = pgTable('ledger_tx', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  generationId: uuid('generation_id'),
  attemptId: uuid('attempt_id'),
  event: text('event').notNull(),
  engineVersion: text('engine_version').notNull(),
  serviceAt: timestamp('service_at', { withTimezone: true }).notNull(),
  accountingDate: date('accounting_date', { mode: 'string' }).notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
  reason: text('reason'),
  forWorkspace: uuid('for_workspace'),
  corrects: uuid('corrects'),
});

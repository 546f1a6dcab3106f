import { pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Organisation, project and key at a provider: what a statement is about. The SQL: migrations/0001_tenancy.sql and 0027_statement.sql. */
export const providerAccountTable = pgTable('provider_account', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  provider: text('provider').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  organisation: text('organisation'),
  project: text('project'),
  keyReference: text('key_reference'),
  lentBy: uuid('lent_by'),
  lagHours: smallint('lag_hours').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

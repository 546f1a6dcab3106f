import { boolean, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The steps of a workspace's work. The SQL and the meaning of each column: migrations/0016_template.sql. */
export const stageTable = pgTable('stage', {
  workspaceId: uuid('workspace_id').notNull(),
  name: text('name').notNull(),
  position: smallint('position').notNull(),
  defaultQuality: text('default_quality'),
  requiresApproval: boolean('requires_approval').notNull(),
});

/** Quotes that an approver released for a stage that requires it. The SQL: migrations/0017_outcome.sql. */
export const quoteApprovalTable = pgTable('quote_approval', {
  workspaceId: uuid('workspace_id').notNull(),
  quoteId: uuid('quote_id').notNull(),
  personId: uuid('person_id'),
  apiKeyId: uuid('api_key_id'),
  byName: text('by_name').notNull(),
  approvedAt: timestamp('approved_at', { withTimezone: true }).notNull(),
});

import { bigint, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** submitting until its receipt is stored; ended once every item has its outcome. */
type BatchState = 'submitting' | 'submitted' | 'ended';

/** How a batch ended. rejected: before any item was worked on. lost: the provider knows no such batch. */
export type BatchEnd = 'completed' | 'expired' | 'cancelled' | 'rejected' | 'lost';

/** Requests handed to a provider together. The SQL and the meaning of each column: migrations/0020_batch.sql. */
export const batchTable = pgTable('provider_batch', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  state: text('state').$type<BatchState>().notNull(),
  submissions: smallint('submissions').notNull(),
  submittedBy: bigint('submitted_by', { mode: 'bigint' }).notNull(),
  providerBatchId: text('provider_batch_id'),
  items: smallint('items').notNull(),
  itemsDone: smallint('items_done').notNull(),
  endedAs: text('ended_as').$type<BatchEnd>(),
  openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
  submittedAt: timestamp('submitted_at', { withTimezone: true }),
  endedAt: timestamp('ended_at', { withTimezone: true }),
});

/** A batch as it is stored. */
export type StoredBatch = typeof batchTable.$inferSelect;

import { numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Refunds. The SQL and the meaning of each column: migrations/0054_refund.sql. */
export const refundTable = pgTable('refund', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<'provider' | 'sale'>().notNull(),
  generationId: uuid('generation_id').notNull(),
  currency: text('currency').notNull(),
  amount: numeric('amount').notNull(),
  happenedAt: at('happened_at').notNull(),
  reference: text('reference').notNull(),
  state: text('state').$type<'proposed' | 'recorded' | 'discarded'>().notNull(),
  author: text('author').notNull(),
  authorName: text('author_name').notNull(),
  createdAt: at('created_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: at('decided_at'),
  txId: uuid('tx_id'),
});

/** A refund as it is stored. */
export type StoredRefund = typeof refundTable.$inferSelect;

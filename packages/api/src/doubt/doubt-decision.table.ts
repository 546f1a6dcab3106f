import { jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { twoPeople } from '../platform/two-people.columns.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Decisions on doubts. The SQL and the meaning of each column: migrations/0051_doubt_decision.sql. */
export const doubtDecisionTable = pgTable('doubt_decision', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  generationId: uuid('generation_id').notNull(),
  outcome: text('outcome').$type<'estimated' | 'void'>().notNull(),
  usage: jsonb('usage').$type<Readonly<Record<string, string>>>(),
  currency: text('currency'),
  amount: numeric('amount'),
  reason: text('reason').notNull(),
  ...twoPeople,
  discardedAt: at('discarded_at'),
});

/** A decision as it is stored. */
export type StoredDecision = typeof doubtDecisionTable.$inferSelect;

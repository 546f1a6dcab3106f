import { customType, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { twoPeople } from '../platform/two-people.columns.ts';

const range = (dataType: string) => customType<{ data: string }>({ dataType: () => dataType });
const days = range('daterange');
const instants = range('tstzrange');

/** What line items stand for. The SQL and the meaning of each column: migrations/0027_statement.sql. */
export const lineItemMapTable = pgTable('line_item_map', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  provider: text('provider').notNull(),
  lineItem: text('line_item').notNull(),
  meaning: text('meaning').$type<'usage' | 'outside' | 'not_usage'>().notNull(),
  notUsageKind: text('not_usage_kind').$type<'tax' | 'credit' | 'fee' | 'adjustment'>(),
  service: text('service'),
  model: text('model'),
  meter: text('meter'),
  mode: text('mode').$type<'realtime' | 'batch'>(),
  conditions: jsonb('conditions').$type<Readonly<Record<string, readonly string[]>>>(),
  valid: days('valid').notNull(),
  known: instants('known'),
  reason: text('reason').notNull(),
  ...twoPeople,
  discardedAt: timestamp('discarded_at', { withTimezone: true }),
  originId: uuid('origin_id'),
});

/** An entry as it is stored. */
export type StoredLineItem = typeof lineItemMapTable.$inferSelect;

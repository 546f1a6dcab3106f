import { date, numeric, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { twoPeople } from '../platform/two-people.columns.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Policies of provider accounts. The SQL and the meaning of each column: migrations/0043_provider_policy.sql. */
export const providerPolicyTable = pgTable('provider_policy', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  validFrom: date('valid_from').notNull(),
  approvalAbove: numeric('approval_above').notNull(),
  roundingUnit: numeric('rounding_unit'),
  roundingLevel: text('rounding_level').$type<'line' | 'period'>(),
  roundingMode: text('rounding_mode').$type<'half-even' | 'half-up' | 'up' | 'down'>(),
  toleratedMost: numeric('tolerated_most'),
  lagHours: smallint('lag_hours').notNull(),
  windowMinutes: smallint('window_minutes').notNull(),
  dayBy: text('day_by').$type<'start' | 'end'>().notNull(),
  doubtDays: smallint('doubt_days').notNull(),
  reason: text('reason').notNull(),
  ...twoPeople,
  discardedAt: at('discarded_at'),
});

/** A policy as it is stored. */
export type StoredPolicy = typeof providerPolicyTable.$inferSelect;

import { bigint, boolean, integer, jsonb, numeric, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { LineRow } from '../quote/charge-line.type.ts';

/** How far a run has come. Of an impact `rated` is the last one. */
export type RunState = 'queued' | 'rating' | 'rated' | 'approved' | 'written' | 'discarded' | 'failed';

/** Runs that rate usage once more. The SQL and the meaning of each column: migrations/0025_rating_run.sql. */
export const ratingRunTable = pgTable('rating_run', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<'impact' | 'rerating'>().notNull(),
  side: text('side').$type<'cost' | 'charge'>().notNull(),
  state: text('state').$type<RunState>().notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  since: timestamp('since', { withTimezone: true }).notNull(),
  until: timestamp('until', { withTimezone: true }).notNull(),
  covers: uuid('covers').array().notNull(),
  changeSetId: uuid('change_set_id'),
  changeSetVersion: integer('change_set_version'),
  atProvider: text('at_provider'),
  priceVersion: bigint('price_version', { mode: 'bigint' }).notNull(),
  startedBy: text('started_by').notNull(),
  startedByName: text('started_by_name').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  total: bigint('total', { mode: 'number' }),
  rated: bigint('rated', { mode: 'number' }).notNull(),
  proposed: bigint('proposed', { mode: 'number' }).notNull(),
  written: bigint('written', { mode: 'number' }).notNull(),
  place: integer('place').notNull(),
  placeAt: timestamp('place_at', { withTimezone: true, mode: 'string' }),
  placeId: uuid('place_id'),
  ratedAt: timestamp('rated_at', { withTimezone: true }),
  approver: text('approver'),
  approverName: text('approver_name'),
  approvedAt: timestamp('approved_at', { withTimezone: true }),
  writtenAt: timestamp('written_at', { withTimezone: true }),
  failure: text('failure'),
});

/** A run as it is stored. */
export type StoredRun = typeof ratingRunTable.$inferSelect;

/** Corrections that a rerating proposes. */
export const reratingItemTable = pgTable('rerating_item', {
  workspaceId: uuid('workspace_id').notNull(),
  runId: uuid('run_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  state: text('state').$type<'proposed' | 'written' | 'overtaken'>().notNull(),
  currency: text('currency').notNull(),
  was: numeric('was').notNull(),
  becomes: numeric('becomes').notNull(),
  corrections: smallint('corrections').notNull(),
  priceEntryId: uuid('price_entry_id').notNull(),
  lines: jsonb('lines').$type<readonly LineRow[]>().notNull(),
  settles: boolean('settles').notNull(),
  chargeBecomes: numeric('charge_becomes'),
});

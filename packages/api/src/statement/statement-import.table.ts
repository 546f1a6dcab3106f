import { bigint, boolean, customType, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Reading, StatementKind } from './read-statement.ts';

/** What a statement is about; a day has one current version in each. */
export type StatementSeries = 'charges' | 'usage_images' | 'usage_completions' | 'payable' | 'prepaid';

const period = customType<{ data: string }>({ dataType: () => 'tstzrange' });

/** Files of providers and what became of them. The SQL and the meaning of each column: migrations/0027_statement.sql. */
export const statementImportTable = pgTable('statement_import', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  kind: text('kind').$type<StatementKind>().notNull(),
  series: text('series').$type<StatementSeries>().notNull(),
  origin: text('origin').$type<'pull' | 'upload'>().notNull(),
  state: text('state').$type<'received' | 'reading' | 'current' | 'unchanged' | 'refused'>().notNull(),
  fileName: text('file_name').notNull(),
  fileSha256: text('file_sha256').notNull(),
  fileBytes: bigint('file_bytes', { mode: 'number' }).notNull(),
  reading: jsonb('reading').$type<Reading>().notNull(),
  receivedBy: text('received_by').notNull(),
  receivedByName: text('received_by_name').notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
  bytesRead: bigint('bytes_read', { mode: 'number' }).notNull().default(0),
  lines: bigint('lines', { mode: 'number' }).notNull().default(0),
  linesPlaced: bigint('lines_placed', { mode: 'number' }).notNull().default(0),
  rejected: bigint('rejected', { mode: 'number' }).notNull().default(0),
  leftOut: bigint('left_out', { mode: 'number' }).notNull().default(0),
  period: period('period'),
  version: integer('version'),
  supersededBy: integer('superseded_by'),
  currentAt: timestamp('current_at', { withTimezone: true }),
  refusal: text('refusal'),
  keptUntil: date('kept_until').notNull(),
  legalHold: boolean('legal_hold').notNull().default(false),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});

/** An import as it is stored. */
export type StoredImport = typeof statementImportTable.$inferSelect;

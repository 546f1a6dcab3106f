import { bigint, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { ImageFormat } from '../images/inspect-image.ts';

/** Unfinished images that a stream brought. The SQL and the meaning of each column: migrations/0021_partial_image.sql and 0024. */
export const partialImageTable = pgTable('partial_image', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  position: smallint('position').notNull(),
  number: smallint('number').notNull(),
  sha256: text('sha256').notNull(),
  format: text('format').$type<ImageFormat>().notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  arrivedAt: timestamp('arrived_at', { withTimezone: true }).notNull(),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});

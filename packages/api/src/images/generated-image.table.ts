import { bigint, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { ImageFormat } from './inspect-image.ts';

/** The images of generations; their bytes are in the image store. The SQL and the meaning of each column: migrations/0004_generation.sql and 0016. */
export const generatedImageTable = pgTable('generated_image', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  position: smallint('position').notNull(),
  sha256: text('sha256').notNull(),
  format: text('format').$type<ImageFormat>().notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  revisedPrompt: text('revised_prompt'),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});

/** Images that were delivered, and that the store could not keep. The SQL: migrations/0014_upload.sql. */
export const unkeptImageTable = pgTable('unkept_image', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  position: smallint('position').notNull(),
  sha256: text('sha256').notNull(),
  format: text('format').$type<ImageFormat>().notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  revisedPrompt: text('revised_prompt'),
  reason: text('reason').notNull(),
});

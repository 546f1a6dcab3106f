import { bigint, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { ImageFormat } from '../images/inspect-image.ts';
import type { Transparency } from './inspect-upload.ts';

/** Images that callers brought; their bytes are in the image store. The SQL and the meaning of each column: migrations/0014_upload.sql. */
export const uploadTable = pgTable('upload', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  sha256: text('sha256').notNull(),
  format: text('format').$type<ImageFormat>().notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  transparency: text('transparency').$type<Transparency>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  removedAt: timestamp('removed_at', { withTimezone: true }),
});

/** An upload as it is stored. */
export type UploadRow = typeof uploadTable.$inferSelect;
/** What edits were made from. */
export const generationInputTable = pgTable('generation_input', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  role: text('role').$type<'image' | 'mask'>().notNull(),
  position: smallint('position').notNull(),
  uploadId: uuid('upload_id').notNull(),
  sha256: text('sha256').notNull(),
});

import { integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** What can become of an image. */
export type ImageVerdict = 'accepted' | 'edited' | 'rejected' | 'regenerated' | 'deleted';

/** What became of an image, from one verdict to the next. The SQL and the meaning of each column: migrations/0017_outcome.sql. */
export const imageOutcomeTable = pgTable('image_outcome', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  position: smallint('position').notNull(),
  number: integer('number').notNull(),
  outcome: text('outcome').$type<ImageVerdict>().notNull(),
  reason: text('reason'),
  personId: uuid('person_id'),
  apiKeyId: uuid('api_key_id'),
  byName: text('by_name').notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
});

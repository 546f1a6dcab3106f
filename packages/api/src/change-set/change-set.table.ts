import type { PriceEntryInput, RefusalCode } from '@halfpenny/core';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Change sets of the price book. The SQL and the meaning of each column: migrations/0022_change_set.sql. */
export const changeSetTable = pgTable('price_change_set', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  bookId: uuid('book_id').notNull(),
  title: text('title').notNull(),
  reason: text('reason').notNull(),
  state: text('state').$type<'draft' | 'submitted' | 'published' | 'discarded'>().notNull(),
  rowVersion: integer('row_version').notNull(),
  authorName: text('author_name').notNull(),
  writers: text('writers').array().notNull(),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
  approver: text('approver'),
  approverName: text('approver_name'),
  publishedAt: instant('published_at'),
  knownFrom: instant('known_from'),
});

/** What a draft says an entry is to be: as it was typed, so that nothing of it can be relied on. */
export type DraftedEntry = Readonly<Partial<Record<keyof PriceEntryInput, unknown>>>;

/** The changes of a change set. */
export const draftTable = pgTable('price_draft', {
  workspaceId: uuid('workspace_id').notNull(),
  changeSetId: uuid('change_set_id').notNull(),
  id: uuid('id').notNull(),
  position: integer('position').notNull(),
  rowVersion: integer('row_version').notNull(),
  action: text('action').$type<'add' | 'correct' | 'withdraw' | 'close'>().notNull(),
  targetId: uuid('target_id'),
  entry: jsonb('entry').$type<DraftedEntry>(),
  endsAt: text('ends_at'),
  writtenBy: text('written_by').notNull(),
  writtenAt: instant('written_at').notNull(),
});

/** What was said and decided of a change set. */
export const reviewTable = pgTable('price_review', {
  workspaceId: uuid('workspace_id').notNull(),
  changeSetId: uuid('change_set_id').notNull(),
  id: uuid('id').notNull(),
  rowVersion: integer('row_version').notNull(),
  verdict: text('verdict').$type<'submit' | 'send_back' | 'approve' | 'discard'>().notNull(),
  comment: text('comment').notNull(),
  reviewer: text('reviewer').notNull(),
  reviewerName: text('reviewer_name').notNull(),
  reviewedAt: instant('reviewed_at').notNull(),
});

/** What was unusual, and confirmed. The SQL and the meaning of each column: migrations/0031_publication_rules.sql. */
export const confirmationTable = pgTable('price_confirmation', {
  workspaceId: uuid('workspace_id').notNull(),
  changeSetId: uuid('change_set_id').notNull(),
  draftId: uuid('draft_id').notNull(),
  code: text('code').$type<RefusalCode>().notNull(),
  field: text('field').notNull(),
  message: text('message').notNull(),
  confirmedBy: text('confirmed_by').notNull(),
  confirmedByName: text('confirmed_by_name').notNull(),
  confirmedAt: instant('confirmed_at').notNull(),
});

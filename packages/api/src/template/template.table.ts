import type { TemplateVariable } from '@halfpenny/core';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Fields of a request that a template fills in where the caller leaves them out. An absent one is left to the caller. */
export interface TemplateDefaults {
  readonly model?: string;
  readonly size?: string;
  readonly quality?: string;
  readonly background?: string;
  readonly outputFormat?: string;
  readonly outputCompression?: number;
  readonly moderation?: string;
}

/** Templates by name. The SQL and the meaning of each column: migrations/0016_template.sql. */
export const templateTable = pgTable('template', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  createdBy: text('created_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  archivedAt: timestamp('archived_at', { withTimezone: true }),
});

/** What a template says, from one change to the next. */
export const templateVersionTable = pgTable('template_version', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  templateId: uuid('template_id').notNull(),
  number: integer('number').notNull(),
  prompt: text('prompt').notNull(),
  variables: jsonb('variables').$type<readonly TemplateVariable[]>().notNull(),
  defaults: jsonb('defaults').$type<TemplateDefaults>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

import { customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../role.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** What programs show. The SQL and the meaning of each column: migrations/0012_access.sql. */
export const apiKeyTable = pgTable('api_key', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  secretSha256: bytea('secret_sha256').notNull(),
  roles: text('roles').array().$type<Role[]>().notNull(),
  createdBy: text('created_by').notNull(),
  holder: text('holder').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
  lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
});

/** A key as it is stored: everything but the key. */
export type ApiKeyRow = typeof apiKeyTable.$inferSelect;

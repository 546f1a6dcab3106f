import { customType, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../role.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Which people work in a workspace. The SQL and the meaning of each column: migrations/0012_access.sql. */
export const memberTable = pgTable('member', {
  workspaceId: uuid('workspace_id').notNull(),
  personId: uuid('person_id').notNull(),
  roles: text('roles').array().$type<Role[]>().notNull(),
  joinedAt: instant('joined_at').notNull(),
});

/** One-time links that make a person, and a member of them. */
export const invitationTable = pgTable('invitation', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  email: text('email'),
  roles: text('roles').array().$type<Role[]>().notNull(),
  tokenSha256: bytea('token_sha256').notNull(),
  invitedBy: text('invited_by').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
});

import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The tenants. The SQL and the meaning of each column: migrations/0001_tenancy.sql. */
export const workspaceTable = pgTable('workspace', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  twoPeoplePublish: boolean('two_people_publish').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

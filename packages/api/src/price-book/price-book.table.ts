import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The cost book and the sell books. The SQL and the meaning of each column: migrations/0002_price_book.sql. */
export const priceBookTable = pgTable('price_book', {
  id: uuid('id').primaryKey(),
  kind: text('kind').$type<'cost' | 'sell'>().notNull(),
  name: text('name').notNull(),
  scope: text('scope').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

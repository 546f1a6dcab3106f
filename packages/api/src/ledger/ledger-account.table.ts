import { pgTable, smallint, text } from 'drizzle-orm/pg-core';

/** The chart of accounts: reference data, written by migrations/0006_ledger.sql alone. */
export const ledgerAccountTable = pgTable('ledger_account', {
  code: smallint('code').primaryKey(),
  name: text('name').notNull(),
  normalSign: text('normal_sign').$type<'debit' | 'credit' | 'either'>().notNull(),
  meaning: text('meaning').notNull(),
});

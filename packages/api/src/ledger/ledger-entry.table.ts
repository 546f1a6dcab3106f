import { numeric, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';

/** One side of a transaction: debit positive, credit negative. The SQL: migrations/0006_ledger.sql. Amounts are decimal text here. */
export const ledgerEntryTable = pgTable('ledger_entry', {
  workspaceId: uuid('workspace_id').notNull(),
  txId: uuid('tx_id').notNull(),
  position: smallint('position').notNull(),
  account: text('account').notNull(),
  currency: text('currency').notNull(),
  amount: numeric('amount').notNull(),
  meter: text('meter'),
  quantity: numeric('quantity'),
  unitPrice: numeric('unit_price'),
  per: numeric('per'),
  multiplier: numeric('multiplier'),
  divisor: numeric('divisor'),
  priceEntryId: uuid('price_entry_id'),
});

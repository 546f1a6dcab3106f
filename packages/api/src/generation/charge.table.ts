import { boolean, jsonb, numeric, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { LineRow } from '../quote/charge-line.type.ts';

/** charge: what the caller pays. cost: what the provider takes. */
export type ChargeSide = 'charge' | 'cost';

/** settled, estimated and void are final; unbilled and in_doubt are doubts, never zero. */
export type ChargeState = 'held' | 'settled' | 'estimated' | 'unbilled' | 'in_doubt' | 'void';

/** Two rows a generation. The SQL and the meaning of each column: migrations/0005_charge.sql. */
export const chargeTable = pgTable('charge', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  side: text('side').$type<ChargeSide>().notNull(),
  state: text('state').$type<ChargeState>().notNull(),
  currency: text('currency').notNull(),
  total: numeric('total'),
  priceEntryId: uuid('price_entry_id'),
});

/** The lines of a charge, in order. */
export const chargeLineTable = pgTable('charge_line', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  side: text('side').$type<ChargeSide>().notNull(),
  position: smallint('position').notNull(),
  meter: text('meter').notNull(),
  label: text('label'),
  quantity: numeric('quantity').notNull(),
  unitPrice: numeric('unit_price').notNull(),
  per: numeric('per').notNull(),
  amount: numeric('amount').notNull(),
  rounded: boolean('rounded').notNull(),
});

/** What was learnt of a charge after its first final outcome, in order. The SQL: migrations/0009_correction.sql. */
export const chargeCorrectionTable = pgTable('charge_correction', {
  workspaceId: uuid('workspace_id').notNull(),
  generationId: uuid('generation_id').notNull(),
  side: text('side').$type<ChargeSide>().notNull(),
  number: smallint('number').notNull(),
  state: text('state').$type<'settled' | 'estimated' | 'void'>().notNull(),
  currency: text('currency').notNull(),
  total: numeric('total').notNull(),
  difference: numeric('difference').notNull(),
  priceEntryId: uuid('price_entry_id'),
  lines: jsonb('lines').$type<readonly LineRow[]>().notNull(),
  reason: text('reason').$type<'late-result' | 'estimate-known' | 'statement' | 'price-amended'>().notNull(),
  evidence: jsonb('evidence'),
  recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull(),
});

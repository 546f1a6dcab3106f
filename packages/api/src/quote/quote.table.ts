import { boolean, jsonb, numeric, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { ImageRequest } from './image-request.ts';
import type { StoredParameter, StoredPitfall, StoredProviderRefusal } from './stored-offer.ts';

/** Quotes. The SQL and the meaning of each column: migrations/0003_quote.sql. */
export const quoteTable = pgTable('quote', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  requestHash: text('request_hash').notNull(),
  request: jsonb('request').$type<ImageRequest>().notNull(),
  mode: text('mode').$type<'realtime' | 'batch'>().notNull(),
  executable: boolean('executable').notNull(),
  refusedProviders: jsonb('refused_providers').$type<readonly StoredProviderRefusal[]>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  pricedAt: timestamp('priced_at', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  stage: text('stage'),
  templateVersionId: uuid('template_version_id'),
  templateVariables: jsonb('template_variables').$type<Readonly<Record<string, string>>>(),
});

/** The offers of quotes, best first. Amounts are decimal text in the offer's currency. */
export const quoteOfferTable = pgTable('quote_offer', {
  workspaceId: uuid('workspace_id').notNull(),
  quoteId: uuid('quote_id').notNull(),
  id: uuid('id').notNull(),
  rank: smallint('rank').notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  exactness: text('exactness').$type<'exact' | 'range' | 'unknown'>().notNull(),
  priceEntryId: uuid('price_entry_id').notNull(),
  currency: text('currency').notNull(),
  floor: numeric('floor'),
  expected: numeric('expected'),
  ceiling: numeric('ceiling'),
  resolved: jsonb('resolved').$type<readonly StoredParameter[]>().notNull(),
  pitfalls: jsonb('pitfalls').$type<readonly StoredPitfall[]>().notNull(),
  costEntryId: uuid('cost_entry_id'),
  costCurrency: text('cost_currency'),
  costCeiling: numeric('cost_ceiling'),
});

/** The lines of each offer's expected cost. */
export const quoteLineTable = pgTable('quote_line', {
  workspaceId: uuid('workspace_id').notNull(),
  quoteId: uuid('quote_id').notNull(),
  offerId: uuid('offer_id').notNull(),
  position: smallint('position').notNull(),
  meter: text('meter').notNull(),
  label: text('label'),
  quantity: numeric('quantity').notNull(),
  unitPrice: numeric('unit_price').notNull(),
  per: numeric('per').notNull(),
  amount: numeric('amount').notNull(),
  rounded: boolean('rounded').notNull(),
});

import { bigint, jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Refusal } from '@halfpenny/core';
import type { ImageRequest } from '../quote/image-request.ts';
import type { StoredParameter } from '../quote/stored-offer.ts';

/** queued and cancelled are for later work; running, then one of the others. */
export type GenerationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'unknown' | 'cancelled';

/** What the reply, or else the image, or else the request says was delivered. */
export type Delivered = Readonly<Record<string, string>>;

/** One execution of a request. The SQL and the meaning of each column: migrations/0004_generation.sql. */
export const generationTable = pgTable('generation', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  requestKey: text('request_key').notNull(),
  requestHash: text('request_hash').notNull(),
  quoteId: uuid('quote_id').notNull(),
  offerId: uuid('offer_id').notNull(),
  status: text('status').$type<GenerationStatus>().notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  mode: text('mode').$type<'realtime' | 'batch'>().notNull(),
  request: jsonb('request').$type<ImageRequest>().notNull(),
  resolved: jsonb('resolved').$type<readonly StoredParameter[]>().notNull(),
  maxCost: numeric('max_cost'),
  maxCostCurrency: text('max_cost_currency'),
  usage: jsonb('usage').$type<Readonly<Record<string, string>>>(),
  delivered: jsonb('delivered').$type<Delivered>(),
  failure: jsonb('failure').$type<Refusal>(),
  openedBy: bigint('opened_by', { mode: 'bigint' }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  settledAt: timestamp('settled_at', { withTimezone: true }),
  apiKeyId: uuid('api_key_id'),
  personId: uuid('person_id'),
  stage: text('stage'),
  templateVersionId: uuid('template_version_id'),
  templateVariables: jsonb('template_variables').$type<Readonly<Record<string, string>>>(),
});

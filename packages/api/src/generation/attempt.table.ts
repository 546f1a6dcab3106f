import type { Refusal } from '@halfpenny/core';
import { jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** unknown until the reply is read, and for ever where nobody can say whether it was billed. */
export type AttemptOutcome = 'unknown' | 'succeeded' | 'refused' | 'failed';

/** One call to a provider. The SQL and the meaning of each column: migrations/0004_generation.sql. */
export const attemptTable = pgTable('provider_attempt', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  generationId: uuid('generation_id').notNull(),
  number: smallint('number').notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  outcome: text('outcome').$type<AttemptOutcome>().notNull(),
  httpStatus: smallint('http_status'),
  providerRequestId: text('provider_request_id'),
  reading: jsonb('reading'),
  reply: jsonb('reply'),
  failure: jsonb('failure').$type<Refusal>(),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true }),
  serviceAt: timestamp('service_at', { withTimezone: true }),
  batchId: uuid('batch_id'),
});

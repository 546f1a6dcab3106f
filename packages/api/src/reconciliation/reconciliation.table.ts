import type { Alternative, Difference } from '@halfpenny/core';
import { bigint, boolean, integer, jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { twoPeople } from '../platform/two-people.columns.ts';
import type { PinnedPolicy } from './pin-policy.ts';
import type { StoredResult } from './stored-result.ts';

/** How far a run has come. */
export type ReconciliationState = 'queued' | 'reconciling' | 'reconciled' | 'accepted' | 'failed';

/** The version of each series of statements that a run is pinned to; absent: nothing of it was stated. */
export interface PinnedVersions {
  readonly charges?: number | undefined;
  readonly images?: number | undefined;
  readonly completions?: number | undefined;
  readonly payable?: number | undefined;
}

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Runs. The SQL and the meaning of each column: migrations/0041_reconciliation.sql. */
export const reconciliationRunTable = pgTable('reconciliation_run', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  providerAccountId: uuid('provider_account_id').notNull(),
  book: text('book').$type<'real' | 'simulated'>().notNull(),
  periodFrom: at('period_from').notNull(),
  periodUntil: at('period_until').notNull(),
  state: text('state').$type<ReconciliationState>().notNull(),
  step: text('step').$type<'waiting' | 'pinning' | 'reading' | 'matching' | 'storing' | 'done'>().notNull(),
  knownAt: timestamp('known_at', { withTimezone: true, mode: 'string' }),
  engineVersion: text('engine_version').notNull(),
  versions: jsonb('versions').$type<PinnedVersions>().notNull(),
  policy: jsonb('policy').$type<PinnedPolicy>().notNull(),
  approvalAbove: numeric('approval_above').notNull(),
  hash: text('hash'),
  lines: bigint('lines', { mode: 'number' }).notNull(),
  charges: bigint('charges', { mode: 'number' }).notNull(),
  items: bigint('items', { mode: 'number' }).notNull(),
  result: jsonb('result').$type<StoredResult>(),
  repeats: uuid('repeats'),
  startedBy: text('started_by').notNull(),
  startedByName: text('started_by_name').notNull(),
  createdAt: at('created_at').notNull(),
  reconciledAt: at('reconciled_at'),
  acceptedBy: text('accepted_by'),
  acceptedByName: text('accepted_by_name'),
  acceptedAt: at('accepted_at'),
  acceptanceTx: uuid('acceptance_tx'),
  failure: text('failure'),
});

/** A run as it is stored. */
export type StoredReconciliation = typeof reconciliationRunTable.$inferSelect;

/** What somebody decided of items. */
export const itemResolutionTable = pgTable('item_resolution', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  runId: uuid('run_id').notNull(),
  decision: text('decision').$type<Decision>().notNull(),
  cause: text('cause').notNull(),
  reason: text('reason').notNull(),
  attachments: jsonb('attachments').$type<readonly Attachment[]>().notNull(),
  currency: text('currency').notNull(),
  amount: numeric('amount').notNull(),
  atStake: numeric('at_stake').notNull(),
  needsApproval: boolean('needs_approval').notNull(),
  state: text('state').$type<'proposed' | 'approved' | 'done' | 'discarded'>().notNull(),
  ...twoPeople,
  txId: uuid('tx_id'),
});

/** A resolution as it is stored. */
export type StoredResolution = typeof itemResolutionTable.$inferSelect;

/** accept: cost of its cause. claim, credited, write-off: against the provider. correct: the charges are. carry: for later. */
export type Decision = 'accept' | 'claim' | 'credited' | 'write-off' | 'correct' | 'carry';

/** A file that a resolution rests on. */
export interface Attachment {
  readonly name: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a run found. */
export const reconciliationItemTable = pgTable('reconciliation_item', {
  workspaceId: uuid('workspace_id').notNull(),
  runId: uuid('run_id').notNull(),
  number: integer('number').notNull(),
  itemKey: text('item_key').notNull(),
  currency: text('currency').notNull(),
  part: text('part').notNull(),
  cause: text('cause').notNull(),
  class: text('class').$type<'open' | 'tolerated'>().notNull(),
  amount: numeric('amount').notNull(),
  postedBefore: numeric('posted_before').notNull(),
  differences: jsonb('differences').$type<readonly Difference[]>().notNull(),
  alternatives: jsonb('alternatives').$type<readonly Alternative[]>().notNull(),
  lines: text('lines').array().notNull(),
  charges: uuid('charges').array().notNull(),
  state: text('state').$type<ItemState>().notNull(),
  resolutionId: uuid('resolution_id'),
  beforeId: uuid('before_id'),
});

/** What became of an item. */
export type ItemState = 'open' | 'proposed' | 'resolved' | 'claimed' | 'carried' | 'explained';

/** An item as it is stored. */
export type StoredItem = typeof reconciliationItemTable.$inferSelect;

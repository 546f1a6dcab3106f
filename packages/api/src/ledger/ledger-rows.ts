import { invariant } from '@halfpenny/core';
import { engineVersion } from './engine-version.ts';
import type { Posting } from './posting.ts';

/** An event that moved money, as the ledger hears of it. */
export interface LedgerEvent {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly providerAccountId: string;
  /** Null: no generation caused it. */
  readonly generationId: string | null;
  /** Null: no attempt caused it. */
  readonly attemptId: string | null;
  /** settled, estimated, or correction-1 and so on: once for an attempt. */
  readonly event: string;
  /** When the provider worked; the database dates the event by it: on its UTC day, or on the first one that is open. */
  readonly serviceAt: Date;
  readonly recordedAt: Date;
  /** The transaction it corrects: the last of its chain. */
  readonly corrects: string | null;
  /** Why it comes now, in words: kept where it is dated in a month that was soft-closed. */
  readonly reason: string;
  readonly postings: readonly Posting[];
}

/** An event as `post_transaction` of the database takes it: its transaction and its entries. */
export type LedgerRows = ReturnType<typeof ledgerRows>;

/**
 * The rows of an event, under the id its transaction is to have. The second posting of an attempt and event, and a second correction of one
 * transaction, break a rule of the database, and with it the transaction they are part of.
 */
export function ledgerRows({ postings, ...about }: LedgerEvent, id: string) {
  invariant(postings.length > 0, 'What moved money has entries.');
  const { workspaceId } = about;
  const posting = {
    workspace_id: workspaceId,
    id,
    book: about.book,
    provider_account_id: about.providerAccountId,
    generation_id: about.generationId,
    attempt_id: about.attemptId,
    event: about.event,
    engine_version: engineVersion,
    service_at: about.serviceAt.toISOString(),
    recorded_at: about.recordedAt.toISOString(),
    corrects: about.corrects,
    reason: about.reason,
  };
  const entries = postings.map((entry, position) => ({
    workspace_id: workspaceId,
    tx_id: id,
    position,
    account: entry.account,
    currency: entry.currency,
    amount: entry.amount,
    meter: entry.meter,
    quantity: entry.quantity,
    unit_price: entry.unitPrice,
    per: entry.per,
    multiplier: entry.meter === null ? null : 1,
    divisor: entry.meter === null ? null : 1,
    price_entry_id: entry.priceEntryId,
  }));
  return { posting, entries };
}

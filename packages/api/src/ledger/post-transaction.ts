import { invariant } from '@halfpenny/core';
import { storedJson } from '../platform/stored-json.ts';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { engineVersion } from './engine-version.ts';
import type { Posting } from './settlement.ts';

/** An event that moved money, as the ledger hears of it. */
export interface LedgerEvent {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly providerAccountId: string;
  readonly generationId: string;
  readonly attemptId: string;
  /** settled, estimated, or correction-1 and so on: once for an attempt. */
  readonly event: string;
  /** When the provider worked; its UTC day is the accounting date. */
  readonly serviceAt: Date;
  readonly recordedAt: Date;
  /** The transaction it corrects: the last of its chain. */
  readonly corrects: string | null;
  readonly postings: readonly Posting[];
}

/**
 * Posts an event and answers with the id of its transaction, in one statement. The second posting of an attempt and event, and a second
 * correction of one transaction, break a rule of the database, and with it the transaction they are part of.
 */
export async function postTransaction(tx: Transaction, { postings, ...about }: LedgerEvent, newId: NewId): Promise<string> {
  invariant(postings.length > 0, 'What moved money has entries.');
  const id = newId();
  const { workspaceId } = about;
  const row = {
    workspace_id: workspaceId,
    id,
    book: about.book,
    provider_account_id: about.providerAccountId,
    generation_id: about.generationId,
    attempt_id: about.attemptId,
    event: about.event,
    engine_version: engineVersion,
    service_at: about.serviceAt.toISOString(),
    accounting_date: about.serviceAt.toISOString().slice(0, 10),
    recorded_at: about.recordedAt.toISOString(),
    corrects: about.corrects,
  };
  const entries = postings.map((posting, position) => ({
    workspace_id: workspaceId,
    tx_id: id,
    position,
    account: posting.account,
    currency: posting.currency,
    amount: posting.amount,
    meter: posting.meter,
    quantity: posting.quantity,
    unit_price: posting.unitPrice,
    per: posting.per,
    multiplier: 1,
    divisor: 1,
    price_entry_id: posting.priceEntryId,
  }));
  await tx.$client.query({ name: 'post-transaction', text: insertion, values: [storedJson(row), storedJson(entries)] });
  return id;
}

const insertion = `
  WITH posted AS (
    INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at,
                           accounting_date, recorded_at, corrects)
    SELECT workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at, accounting_date,
           recorded_at, corrects
    FROM jsonb_populate_record(NULL::ledger_tx, $1::jsonb))
  INSERT INTO ledger_entry SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, $2::jsonb)`;

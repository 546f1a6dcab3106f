import { ledgerRows } from '../ledger/ledger-rows.ts';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { plainPostings, type Booked } from './plain-postings.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** What is posted for a run: the event, why, and the amounts. */
export interface RunPosting {
  readonly event: string;
  readonly reason: string;
  readonly booked: readonly Booked[];
  readonly id: string;
  readonly at: Date;
}

/**
 * Posts a transaction that no generation caused, on the last instant of the period: dated there while it is open, else on the first day that is. Answers with its id; null
 * where nothing moves.
 */
export async function postPlain(
  tx: Transaction,
  run: StoredReconciliation,
  { event, reason, booked, id, at }: RunPosting,
): Promise<string | null> {
  const postings = plainPostings(booked);
  if (postings.length === 0) return null;
  const { workspaceId, book, providerAccountId, periodUntil } = run;
  const serviceAt = new Date(periodUntil.getTime() - 1);
  const about = { workspaceId, book, providerAccountId, generationId: null, attemptId: null, corrects: null };
  const { posting, entries } = ledgerRows({ ...about, event, serviceAt, recordedAt: at, reason, postings }, id);
  await tx.$client.query({
    name: 'post-plain',
    text: 'SELECT post_transaction($1, $2)',
    values: [storedJson(posting), storedJson(entries)],
  });
  return id;
}

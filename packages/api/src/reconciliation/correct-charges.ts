import { invariant } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { conclude } from '../generation/conclude.ts';
import { judgeStatedLine, judgeTakenBack, judgeUnstated } from '../generation/judge-statement.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { readOpened } from '../generation/read-opened.ts';
import type { Subject, Verdict } from '../generation/verdict.ts';
import { asSystem, type Transaction } from '../platform/database.ts';
import { withBook, type HeldBook } from '../price-book/book-in-memory.ts';
import type { StoredItem, StoredReconciliation } from './reconciliation.table.ts';
import type { StoredDoubt } from './stored-result.ts';

/** What correcting charges needs from the outside. */
export type CorrectingParts = Pick<GenerationParts, 'database' | 'clock' | 'newId' | 'book'>;

/**
 * Takes the charges of items right by what the statement says of them, each through the one way a generation is concluded: a doubt that was billed is settled, one that was not
 * is void, and a charge that a final statement does not show is taken back. Whoever comes twice corrects nothing twice.
 */
export async function correctCharges(parts: CorrectingParts, run: StoredReconciliation, items: readonly StoredItem[]): Promise<void> {
  const doubts = new Map((run.result?.doubts ?? []).map((doubt) => [doubt.charge, doubt]));
  const calls = await asSystem(parts.database, (tx) =>
    callsOf(tx, run.providerAccountId, [...new Set(items.flatMap(({ charges }) => charges))]),
  );
  for (const call of calls) {
    await withBook(parts, call.workspaceId, async (tx, held) => {
      const verdict = await verdictOf(tx, { call, doubt: doubts.get(call.attemptId), until: run.periodUntil }, held);
      await conclude(tx, call, verdict, { newId: parts.newId, at: parts.clock() });
    });
  }
}

interface Call extends Subject {
  readonly quoteId: string;
  readonly offerId: string;
  readonly servedAt: string;
  readonly currency: string;
}

/** Of the account's owner and of those who borrow it. */
async function callsOf(tx: Transaction, account: string, attempts: readonly string[]): Promise<readonly Call[]> {
  const { rows } = await tx.execute<Record<string, unknown> & Call>(sql`
    SELECT g.workspace_id AS "workspaceId", g.id AS "generationId", a.id AS "attemptId", a.provider_account_id AS "providerAccountId", g.book,
      g.quote_id AS "quoteId", g.offer_id AS "offerId", c.currency,
      to_char(coalesce(a.service_at, a.ended_at, a.started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "servedAt"
    FROM unnest(${sql.param([...attempts])}::uuid[]) AS asked (id)
    CROSS JOIN (SELECT DISTINCT workspace_id FROM provider_account WHERE id = ${account}::uuid OR lent_by = ${account}::uuid) AS used
    JOIN provider_attempt AS a ON a.workspace_id = used.workspace_id AND a.id = asked.id
    JOIN generation AS g ON g.workspace_id = a.workspace_id AND g.id = a.generation_id
    JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
    ORDER BY a.started_at, a.id`);
  return rows;
}

interface Found {
  readonly call: Call;
  readonly doubt: StoredDoubt | undefined;
  readonly until: Date;
}

async function verdictOf(tx: Transaction, { call, doubt, until }: Found, held: HeldBook): Promise<Verdict> {
  if (doubt === undefined) return judgeTakenBack(new Date(call.servedAt), call.currency);
  if (!doubt.billed) return judgeUnstated(until);
  const { record, chosen, pinned } = await readOpened(tx, held, call);
  const usage = Object.entries(doubt.quantities).filter(([meter]) => meter !== '*');
  const line = {
    clientRequestId: call.attemptId,
    servedAt: call.servedAt,
    amount: doubt.amount,
    currency: doubt.currency,
    usage: usage.length === 0 ? undefined : Object.fromEntries(usage.map(([meter, quantity]) => [meter, BigInt(quantity)])),
  };
  invariant(doubt.charge === call.attemptId, 'A finding is of the call it names.');
  return judgeStatedLine(line, { request: record.quote.request, mode: record.quote.mode, chosen, pinned, book: held.book });
}

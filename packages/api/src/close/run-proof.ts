import { sql } from 'drizzle-orm';
import type { RatedBefore } from '../ledger/recompute.ts';
import { monthAfter, type Month } from '../period/month.ts';
import { withSnapshot, withWorkspace, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Closing } from './closing.ts';
import type { PostingsAsked } from './ledger-sums.ts';
import type { PreparingParts } from './prepare-close.ts';
import { nothingProved, provedTogether, provePostings, type LedgerProof } from './prove-postings.ts';

/** Which proof. */
export interface ProofAsked {
  readonly workspaceId: string;
  readonly proofId: string;
}

/**
 * Proves the whole ledger until the end of a month, as it is known when it begins: the ledger is pinned, then it is gone through day by day, each in a transaction of its own, and what is found
 * adds up. It says how far it is after each day. One that dies is asked for anew; of two that come for one, both find the same, and it is kept once.
 */
export async function runProof(parts: PreparingParts, asked: ProofAsked): Promise<void> {
  const begun = await withWorkspace(parts.database, asked.workspaceId, (tx) => begin(tx, parts, asked));
  if (begun === undefined) return;
  const { closing, knownAt } = begun;
  const known: RatedBefore = new Map();
  let proof: LedgerProof = nothingProved;
  const pieces = piecesOf(closing, knownAt);
  for (const [done, piece] of pieces.entries()) {
    const found = await withSnapshot(parts.database, asked.workspaceId, (tx) => provePostings(tx, closing, piece, known));
    proof = provedTogether(proof, found);
    await withWorkspace(parts.database, asked.workspaceId, (tx) =>
      moveOn(tx, parts, asked, done + 1 === pieces.length ? { proof } : { done }),
    );
  }
}

async function begin(tx: Transaction, { clock }: PreparingParts, { workspaceId, proofId }: ProofAsked) {
  const { rows } = await tx.execute<{ book: Closing['book']; month: Month }>(sql`
    SELECT book, month::text AS month FROM ledger_proof WHERE workspace_id = ${workspaceId}::uuid AND id = ${proofId}::uuid AND proved_at IS NULL`);
  const [asked] = rows;
  if (asked === undefined) return undefined;
  const { rows: pinned } = await tx.execute<{ knownAt: string }>(
    sql`SELECT pin_ledger(${workspaceId}::uuid, ${asked.book}, ${clock().toISOString()}::timestamptz)::text AS "knownAt"`,
  );
  const knownAt = pinned[0]?.knownAt ?? clock().toISOString();
  const closing: Closing = { workspaceId, ...asked, until: monthAfter(asked.month) };
  await tx.execute(sql`
    UPDATE ledger_proof SET known_at = ${knownAt}::timestamptz, moved_at = ${clock().toISOString()}::timestamptz, days = ${daysOf(closing).length}
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${proofId}::uuid`);
  return { closing, knownAt };
}

/** What was posted before the month, and then each of its days. */
function piecesOf(closing: Closing, knownAt: string): readonly PostingsAsked[] {
  const days = daysOf(closing);
  const pieces = days.map((from, place) => ({ from, until: days[place + 1] ?? closing.until, after: null, knownAt }));
  return [{ from: null, until: closing.month, after: null, knownAt }, ...pieces];
}

const dayMilliseconds = 86_400_000;

function daysOf({ month, until }: Closing): readonly string[] {
  const days: string[] = [];
  for (let day = Date.parse(`${month}T00:00:00Z`); day < Date.parse(`${until}T00:00:00Z`); day += dayMilliseconds) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

async function moveOn(
  tx: Transaction,
  { clock }: PreparingParts,
  { workspaceId, proofId }: ProofAsked,
  step: { readonly done: number } | { readonly proof: LedgerProof },
): Promise<void> {
  const at = clock().toISOString();
  const moved =
    'done' in step
      ? sql`days_done = ${step.done}`
      : sql`days_done = days, found = ${storedJson(step.proof)}::jsonb, proved_at = ${at}::timestamptz`;
  await tx.execute(sql`
    UPDATE ledger_proof SET ${moved}, moved_at = ${at}::timestamptz
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${proofId}::uuid AND proved_at IS NULL`);
}

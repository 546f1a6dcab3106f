import { sql } from 'drizzle-orm';
import type { RatedBefore } from '../ledger/recompute.ts';
import { monthAfter, type Month } from '../period/month.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Closing } from './closing.ts';
import { countPostings, readPostings, type Posting } from './posting-pages.ts';
import type { PreparingParts } from './prepare-close.ts';
import { nothingProved, provedTogether, provePostings, type LedgerProof } from './prove-postings.ts';

/** Which proof. */
export interface ProofAsked {
  readonly workspaceId: string;
  readonly proofId: string;
}

/**
 * Proves the whole ledger until the end of a month, as it is known when it begins: the ledger is pinned, then it is gone through page by page, each in a transaction of its own, and what is found
 * adds up: as many at once as are read by their keys, however long the ledger is. It says how far it is after each page. One that dies is asked for anew; of two that come for one, both find the same, and it is kept once.
 */
export async function runProof(parts: PreparingParts, asked: ProofAsked, pageMost = 4_000): Promise<void> {
  const begun = await withWorkspace(parts.database, asked.workspaceId, (tx) => begin(tx, parts, asked));
  if (begun === undefined) return;
  const { closing, knownAt } = begun;
  const known: RatedBefore = new Map();
  let proof: LedgerProof = nothingProved;
  let after: Posting | null = null;
  for (let done = 0; ;) {
    const place: Posting | null = after;
    const page = await withWorkspace(parts.database, asked.workspaceId, async (tx) => {
      const postings = await readPostings(tx, closing, { after: place, knownAt }, pageMost);
      return { postings, found: await provePostings(tx, closing, postings, known) };
    });
    proof = provedTogether(proof, page.found);
    done += page.postings.length;
    after = page.postings.at(-1) ?? null;
    const isLast = page.postings.length < pageMost;
    await withWorkspace(parts.database, asked.workspaceId, (tx) => moveOn(tx, parts, asked, isLast ? { proof } : { done }));
    if (isLast) return;
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
    UPDATE ledger_proof SET known_at = ${knownAt}::timestamptz, moved_at = ${clock().toISOString()}::timestamptz, postings = ${await countPostings(tx, closing, { after: null, knownAt })}
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${proofId}::uuid`);
  return { closing, knownAt };
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
      ? sql`postings_done = least(${step.done}, postings)`
      : sql`postings_done = postings, found = ${storedJson(step.proof)}::jsonb, proved_at = ${at}::timestamptz`;
  await tx.execute(sql`
    UPDATE ledger_proof SET ${moved}, moved_at = ${at}::timestamptz
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${proofId}::uuid AND proved_at IS NULL`);
}

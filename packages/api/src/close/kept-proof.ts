import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import { countPostings, readPostings, type PostingsAsked } from './posting-pages.ts';
import { nothingProved, provedTogether, provePostings, type LedgerProof } from './prove-postings.ts';

/** A proof of a month that was kept, and what the ledger was when it was made. */
interface KeptProof extends Record<string, unknown> {
  /** The ledger as it was known then, and pinned: what is posted later is stamped later. */
  readonly knownAt: string;
  readonly provedAt: string;
  readonly by: string;
  readonly found: LedgerProof;
}

/** A proof that is being made, and how far it is: so many postings of so many. */
interface ProofUnderWay extends Record<string, unknown> {
  readonly id: string;
  readonly by: string;
  readonly askedAt: string;
  readonly movedAt: string;
  readonly done: number;
  readonly of: number;
}

/** How a month stands with its proof. */
export interface ProofStanding {
  /** Null: none was kept. */
  readonly kept: KeptProof | null;
  readonly underWay: ProofUnderWay | null;
  /** How many postings that are dated until its end were recorded since: all of them, where none was kept. */
  readonly postedSince: number;
  /** Whether so few that looking at the month proves them too. */
  readonly isFew: boolean;
}

/** How many postings are proved by looking. */
const lookMost = 5_000;

/** Reads how a month stands, without proving anything. */
export async function readStanding(tx: Transaction, closing: Closing): Promise<ProofStanding> {
  const { workspaceId, book, month } = closing;
  const ofMonth = sql`workspace_id = ${workspaceId}::uuid AND book = ${book} AND month = ${month}::date`;
  const { rows: kept } = await tx.execute<KeptProof>(sql`
    SELECT known_at::text AS "knownAt", proved_at::text AS "provedAt", asked_by_name AS by, found FROM ledger_proof
    WHERE ${ofMonth} AND proved_at IS NOT NULL ORDER BY asked_at DESC, id DESC LIMIT 1`);
  const { rows: underWay } = await tx.execute<ProofUnderWay>(sql`
    SELECT id, asked_by_name AS by, asked_at::text AS "askedAt", moved_at::text AS "movedAt", postings_done AS done, postings AS of FROM ledger_proof AS p
    WHERE ${ofMonth} AND proved_at IS NULL AND NOT EXISTS (
      SELECT FROM ledger_proof AS l WHERE (l.workspace_id, l.book, l.month) = (p.workspace_id, p.book, p.month) AND l.proved_at IS NOT NULL AND l.asked_at >= p.asked_at)
    ORDER BY asked_at DESC, id DESC LIMIT 1`);
  const postedSince = await countPostings(tx, closing, since(kept[0]));
  return { kept: kept[0] ?? null, underWay: underWay[0] ?? null, postedSince, isFew: postedSince <= lookMost };
}

/** What is proved of a month: of what was kept, and of the few postings since. Where they are more, what was kept, of the ledger as it was then; undefined: nothing was. */
export async function proveSince(
  tx: Transaction,
  closing: Closing,
  { kept, isFew, postedSince }: ProofStanding,
): Promise<LedgerProof | undefined> {
  if (!isFew) return kept?.found;
  const before = kept?.found ?? nothingProved;
  if (postedSince === 0) return before;
  return provedTogether(before, await provePostings(tx, closing, await readPostings(tx, closing, since(kept), lookMost)));
}

/** The postings that were recorded since a proof was kept. */
function since(kept: KeptProof | null | undefined): PostingsAsked {
  return { after: kept?.knownAt ?? null, knownAt: null };
}

/** How many postings were recorded since the proof of a standing: in the month, and before it. */
export async function countSince(tx: Transaction, closing: Closing, { kept }: ProofStanding): Promise<number> {
  return await countPostings(tx, closing, since(kept));
}

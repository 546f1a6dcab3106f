import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { exportedSums, type ExportedSum } from '../finance/export/exported-line.ts';
import { accountsOf } from '../finance/measure.ts';
import { recomputeLines, type Difference, type RatedBefore } from '../ledger/recompute.ts';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { Closing } from './closing.ts';
import { isAsked, readLedgerSums, sumsTogether, type LedgerSum, type PostingsAsked } from './ledger-sums.ts';

/** What was found of some postings. Of two sets that have none in common it adds up, so that nothing is gone through twice: the ledger is only added to. */
export interface LedgerProof {
  /** How many are dated in the month. */
  readonly transactions: number;
  readonly sums: readonly LedgerSum[];
  /** Of those in the month: what the lines of their exports sum to. */
  readonly exported: readonly ExportedSum[];
  /** Of those in the month: how many usage lines were rated again, how many of them came out otherwise, and the first of these. */
  readonly lines: number;
  readonly differing: number;
  readonly differences: readonly Difference[];
}

/** Of no posting at all. */
export const nothingProved: LedgerProof = { transactions: 0, sums: [], exported: [], lines: 0, differing: 0, differences: [] };

/** How many of the lines that differ are named. */
const namedMost = 20;

/** Goes through postings: sums their entries, and of those in the month sums what is exported of them and rates every usage line again. */
export async function provePostings(
  tx: Transaction,
  closing: Closing,
  asked: PostingsAsked,
  known: RatedBefore = new Map(),
): Promise<LedgerProof> {
  const sums = await readLedgerSums(tx, closing, asked);
  if (asked.until <= closing.month) return { ...nothingProved, sums };
  const inMonth = { ...asked, from: asked.from === null || asked.from < closing.month ? closing.month : asked.from };
  const { lines, differences } = await recomputeLines(tx, isAsked(closing, inMonth), known);
  return {
    transactions: await countPostings(tx, closing, inMonth),
    sums,
    exported: await readExported(tx, closing, inMonth),
    lines,
    differing: differences.length,
    differences: differences.slice(0, namedMost),
  };
}

/** What was found of two sets of postings, as of both. */
export function provedTogether(one: LedgerProof, other: LedgerProof): LedgerProof {
  return {
    transactions: one.transactions + other.transactions,
    sums: sumsTogether(one.sums, other.sums),
    exported: exportedTogether([...one.exported, ...other.exported]),
    lines: one.lines + other.lines,
    differing: one.differing + other.differing,
    differences: [...one.differences, ...other.differences].slice(0, namedMost),
  };
}

/** From how many postings on it is no longer counted. */
export const countedMost = 1_000_000;

/** How many postings there are. */
export async function countPostings(tx: Transaction, closing: Closing, asked: PostingsAsked): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT FROM ledger_tx AS t WHERE ${isAsked(closing, asked)} LIMIT ${countedMost}) AS counted`);
  return rows[0]?.count ?? 0;
}

/** The accounts of cost and of revenue: each is a file by itself. */
export const exportedAccounts: readonly number[] = (['cost', 'revenue'] as const).flatMap((measure) => accountsOf(measure).accounts);

async function readExported(tx: Transaction, { workspaceId, book }: Closing, asked: PostingsAsked & { readonly from: string }) {
  const { from, until, after, knownAt } = asked;
  const choice = { workspaceId, book, from, until, knownAt: knownAt ?? 'infinity', accounts: exportedAccounts, invoiced: false };
  return await exportedSums(tx, choice, after ?? '-infinity');
}

function exportedTogether(sums: readonly ExportedSum[]): readonly ExportedSum[] {
  return [...Map.groupBy(sums, ({ account, currency }) => `${account} ${currency}`).values()].flatMap((of) => {
    const [first] = of;
    const amount = formatDecimal(of.reduce((sum, each) => sum + picoOf(each.amount), 0n));
    return first === undefined ? [] : [{ ...first, amount }];
  });
}

import { formatDecimal } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import { exportedSumsOf, type ExportedSum } from '../finance/export/exported-line.ts';
import type { LinesChoice } from '../finance/export/line-question.ts';
import { accountsOf } from '../finance/measure.ts';
import { recomputeLines, type Difference, type RatedBefore } from '../ledger/recompute.ts';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { Closing } from './closing.ts';
import { readLedgerSums, sumsTogether, type LedgerSum } from './ledger-sums.ts';
import type { Posting } from './posting-pages.ts';

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

/** Goes through postings, few enough to be named: sums their entries, and of those in the month sums what is exported of them and rates every usage line again. */
export async function provePostings(
  tx: Transaction,
  closing: Closing,
  postings: readonly Posting[],
  known: RatedBefore = new Map(),
): Promise<LedgerProof> {
  const inMonth = postings.filter(({ day }) => day >= closing.month);
  const sums = await readLedgerSums(tx, closing, named(postings));
  if (inMonth.length === 0) return { ...nothingProved, sums };
  const { lines, differences } = await recomputeLines(tx, sql`t.id IN (SELECT id FROM ${named(inMonth)} AS p (id))`, known);
  return {
    transactions: inMonth.length,
    sums,
    exported: await exportedSumsOf(
      tx,
      exportOf(closing),
      inMonth.map(({ id }) => id),
    ),
    lines,
    differing: differences.length,
    differences: differences.slice(0, namedMost),
  };
}

function named(postings: readonly Posting[]): SQL {
  return sql`unnest(${sql.param(postings.map(({ id }) => id))}::uuid[])`;
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

/** The accounts of cost and of revenue: each is a file by itself. */
export const exportedAccounts: readonly number[] = (['cost', 'revenue'] as const).flatMap((measure) => accountsOf(measure).accounts);

function exportOf({ workspaceId, book, month, until }: Closing): LinesChoice {
  return { workspaceId, book, from: month, until, knownAt: 'infinity', accounts: exportedAccounts, where: [], invoiced: false };
}

function exportedTogether(sums: readonly ExportedSum[]): readonly ExportedSum[] {
  return [...Map.groupBy(sums, ({ account, currency }) => `${account} ${currency}`).values()].flatMap((of) => {
    const [first] = of;
    const amount = formatDecimal(of.reduce((sum, each) => sum + picoOf(each.amount), 0n));
    const lines = of.reduce((sum, each) => sum + each.lines, 0);
    return first === undefined ? [] : [{ ...first, lines, amount }];
  });
}

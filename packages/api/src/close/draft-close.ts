import { invariant } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Transaction } from '../platform/database.ts';
import type { Accrued } from './accrual-basis.ts';
import { planAccruals, postPlanned, type PlannedPosting } from './accrue-doubts.ts';
import type { Checklist } from './checklist.ts';
import type { Closing } from './closing.ts';
import { journalLines } from './journal-file.ts';
import { numberJournal, type JournalNumbers } from './number-journal.ts';
import { jsonFile } from './pack-file.ts';
import type { Preparation, PreparingParts } from './prepare-close.ts';
import { withPosted } from './trial-balance.ts';
import { batchLines, chainedHash, keepFile, writePack, type PackPlace, type WrittenFile } from './write-pack.ts';

/** What is closed, as two have signed for it. */
export interface ToClose {
  readonly closing: Closing;
  readonly checklist: Checklist;
  readonly preparation: Preparation;
  readonly accrued: Accrued;
  readonly by: Caller;
  readonly at: Date;
}

/** A close with everything that is long to make: what is left is to see that it still is so, and to seal it. */
export interface CloseDraft extends ToClose {
  /** Of what was posted before: the accruals are numbered after it. */
  readonly numbers: JournalNumbers;
  readonly accruals: readonly PlannedPosting[];
  /** The lines of the journal that the accruals are to have. */
  readonly tail: string;
  readonly number: number;
  readonly previousHash: string;
  readonly entriesHash: string;
  readonly hash: string;
  readonly batch: readonly object[];
  readonly manifest: object;
}

/** Numbers the journal of a month and writes its pack, the accruals at its end included, which are posted only when it is sealed. Postings go on meanwhile. */
export async function draftClose(tx: Transaction, parts: PreparingParts & PackPlace, asked: ToClose): Promise<CloseDraft> {
  const { closing, preparation, accrued, by, at } = asked;
  const accruals = planAccruals(closing, asked.checklist.doubts, { accrued, newId: parts.newId, at });
  const numbers = await numberJournal(tx, closing);
  const tail = await rehearsed(tx, closing, { accruals, after: numbers.last });
  const checklist = { ...asked.checklist, balance: await withPosted(tx, asked.checklist.balance, ofMonth(accruals, closing)) };
  const files = await writePack(tx, parts, { closing, numbers, tail: tail.lines, checklist, accrued });
  const previous = await closeBefore(tx, closing);
  const [journal] = files;
  invariant(journal?.name === 'journal.csv', 'The journal is the first file of a pack.');
  const hash = chainedHash(previous.hash, journal.sha256);
  const number = previous.number + 1;
  const about = {
    book: closing.book,
    month: closing.month.slice(0, 7),
    number,
    previousHash: previous.hash,
    entriesHash: journal.sha256,
    hash,
  };
  const signed = {
    preparedBy: preparation.byName,
    reviewedBy: by.name,
    closedAt: at.toISOString(),
    accrual: preparation.accrual,
    sampleSeed: journal.sha256,
  };
  const totals = {
    trialBalance: checklist.balance,
    rollForward: checklist.rollForward,
    firstNumber: numbers.first.toString(),
    lastNumber: tail.last.toString(),
  };
  const manifest = { ...about, ...signed, ...totals, files };
  const kept = await keepFile(parts, closing, jsonFile('manifest.json', manifest));
  return {
    ...asked,
    ...about,
    checklist,
    numbers,
    accruals,
    tail: tail.lines,
    batch: batchLines(checklist),
    manifest: withItself(manifest, kept),
  };
}

/** The identity of who signs, beside that of who prepared. */
export function signersOf({ preparation, by }: ToClose) {
  return { preparedBy: preparation.by, reviewedBy: identityOf(by), reviewedByName: by.name };
}

function withItself<M extends { readonly files: readonly WrittenFile[] }>(manifest: M, kept: WrittenFile): M {
  return { ...manifest, files: [...manifest.files, kept] };
}

/** What the accruals put into the month itself: the first of each pair, and not what takes it back in the next. */
function ofMonth(accruals: readonly PlannedPosting[], closing: Closing) {
  return accruals.filter((posting) => isOfMonth(posting, closing)).flatMap(({ event }) => event.postings);
}

function isOfMonth({ event }: PlannedPosting, { until }: Closing): boolean {
  return event.serviceAt < new Date(`${until}T00:00:00Z`);
}

/** Posts the accruals, numbers them and reads their lines of the journal, and takes all of it back: so the lock that a posting shares is let go again. */
async function rehearsed(
  tx: Transaction,
  closing: Closing,
  { accruals, after }: { readonly accruals: readonly PlannedPosting[]; readonly after: bigint },
): Promise<{ readonly lines: string; readonly last: bigint }> {
  await tx.execute(sql`SAVEPOINT rehearsal`);
  const told = await postAccruals(tx, closing, { accruals, after });
  await tx.execute(sql`ROLLBACK TO SAVEPOINT rehearsal`);
  return told;
}

/** Posts accruals and numbers them after a number. Answers with their lines of the journal, and the last number. */
export async function postAccruals(
  tx: Transaction,
  closing: Closing,
  { accruals, after }: { readonly accruals: readonly PlannedPosting[]; readonly after: bigint },
): Promise<{ readonly lines: string; readonly last: bigint }> {
  await postPlanned(tx, accruals);
  const inMonth = accruals.filter((posting) => isOfMonth(posting, closing)).map(({ id }) => id);
  await tx.execute(sql`
    INSERT INTO journal_number (workspace_id, book, number, tx_id)
    SELECT ${closing.workspaceId}::uuid, ${closing.book}, ${after.toString()}::bigint + place, id
    FROM unnest(${sql.param(inMonth)}::uuid[]) WITH ORDINALITY AS a (id, place)`);
  const last = after + BigInt(inMonth.length);
  return { lines: await journalLines(tx, closing, { first: after + 1n, last, transactions: BigInt(inMonth.length) }), last };
}

async function closeBefore(tx: Transaction, { workspaceId, book }: Closing): Promise<{ readonly number: number; readonly hash: string }> {
  const { rows } = await tx.execute<{ number: number; hash: string }>(sql`
    SELECT number, hash FROM period_close WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} ORDER BY number DESC LIMIT 1`);
  return rows[0] ?? { number: 0, hash: '0'.repeat(64) };
}

import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { writeStep } from '../period/take-step.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { accruedOn, type Accrued } from './accrual-basis.ts';
import { accrueDoubts } from './accrue-doubts.ts';
import { closingOf, readChecklist, type Checklist } from './checklist.ts';
import type { Closing } from './closing.ts';
import { numberJournal } from './number-journal.ts';
import { jsonFile } from './pack-file.ts';
import { readPreparation, signable, type Preparation, type PreparingParts, type SigningAsked } from './prepare-close.ts';
import { readTrialBalance } from './trial-balance.ts';
import { batchLines, chainedHash, keepFile, writePack, type PackPlace, type WrittenFile } from './write-pack.ts';

/** What closing needs from the outside. */
export interface SigningParts extends PreparingParts, PackPlace {}

/**
 * Signs for a month as its reviewer, and closes it for ever: under the posting lock doubts are accrued and taken back at the next instant, the journal is numbered, hashed and
 * chained, and pack, manifest and batch are written. Refused to whoever prepared it, and where the figures are no longer those that were prepared.
 */
export async function signClose(parts: SigningParts, caller: Caller, asked: SigningAsked): Promise<Outcome<Closing>> {
  const closing = closingOf(caller.workspaceId, asked.book, asked.month);
  if (!closing.ok) return closing;
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    await tx.execute(sql`SELECT hold_posting_lock(${caller.workspaceId}::uuid, ${asked.book})`);
    const at = parts.clock();
    const checklist = await readChecklist(tx, closing.value, at);
    const ready = signable(checklist, asked.fingerprint);
    if (!ready.ok) return ready;
    const preparation = await readPreparation(tx, closing.value);
    const mayBeSigned = signedByAnother(preparation, checklist, identityOf(caller));
    if (!mayBeSigned.ok) return mayBeSigned;
    const accrued = accruedOn(mayBeSigned.value.accrual, checklist.doubts, checklist.measured);
    if (!accrued.ok) return accrued;
    await close(tx, parts, { closing: closing.value, checklist, preparation: mayBeSigned.value, accrued: accrued.value, by: caller, at });
    return accepted(closing.value);
  });
}

function signedByAnother(preparation: Preparation | undefined, { fingerprint }: Checklist, reviewer: string): Outcome<Preparation> {
  if (preparation === undefined || preparation.fingerprint !== fingerprint) {
    const message = 'Nobody has prepared the month with the figures it has now: somebody else signs for them first.';
    return refused({ code: 'close-changed', message, path: ['month'] });
  }
  if (preparation.by !== reviewer) return accepted(preparation);
  return refused({ code: 'own-close', message: 'Whoever prepared a close does not review it: somebody else signs.', path: ['month'] });
}

interface ToClose {
  readonly closing: Closing;
  readonly checklist: Checklist;
  readonly preparation: Preparation;
  readonly accrued: Accrued;
  readonly by: Caller;
  readonly at: Date;
}

async function close(tx: Transaction, parts: SigningParts, asked: ToClose): Promise<void> {
  const { closing, checklist: prepared, preparation, accrued, by, at } = asked;
  const { workspaceId, book, month } = closing;
  const { accrual } = preparation;
  await accrueDoubts(tx, closing, prepared.doubts, { accrued, newId: parts.newId, at });
  const numbers = await numberJournal(tx, closing);
  const checklist = { ...prepared, balance: await readTrialBalance(tx, closing) };
  const files = await writePack(tx, parts, { closing, numbers, checklist, accrued });
  const previous = await closeBefore(tx, closing);
  const entriesHash = files[0]?.sha256 ?? '';
  const hash = chainedHash(previous.hash, entriesHash);
  const totals = {
    trialBalance: checklist.balance,
    rollForward: checklist.rollForward,
    firstNumber: numbers.first.toString(),
    lastNumber: numbers.last.toString(),
  };
  const signed = { preparedBy: preparation.byName, reviewedBy: by.name, closedAt: at.toISOString(), accrual, sampleSeed: entriesHash };
  const about = { book, month: month.slice(0, 7), number: previous.number + 1, previousHash: previous.hash, entriesHash, hash };
  const manifest = { ...about, ...signed, ...totals, files };
  const kept = await keepFile(parts, closing, jsonFile('manifest.json', manifest));
  await tx.execute(sql`
    INSERT INTO period_close (workspace_id, book, month, number, preparation_id, prepared_by, reviewed_by, reviewed_by_name, closed_at, known_at, transactions,
      last_journal_number, entries_hash, previous_hash, hash, manifest)
    SELECT ${workspaceId}::uuid, ${book}, ${month}::date, ${about.number}, ${preparation.id}::uuid, ${preparation.by}, ${identityOf(by)}, ${by.name},
      ${at.toISOString()}::timestamptz, pin_ledger(${workspaceId}::uuid, ${book}, ${at.toISOString()}::timestamptz), ${numbers.transactions.toString()}::bigint,
      ${numbers.last.toString()}::bigint, ${entriesHash}, ${previous.hash}, ${hash}, ${storedJson(withItself(manifest, kept))}::jsonb`);
  await tx.execute(sql`
    INSERT INTO journal_batch (workspace_id, book, number, lines)
    SELECT ${workspaceId}::uuid, ${book}, ${about.number}, ${storedJson(batchLines(checklist))}::jsonb`);
  const reason = `Close ${about.number}, ${hash}.`;
  await writeStep(tx, { workspaceId, book, month, state: 'hard-closed', reason, by, at });
}

function withItself<M extends { readonly files: readonly WrittenFile[] }>(manifest: M, kept: WrittenFile): M {
  return { ...manifest, files: [...manifest.files, kept] };
}

async function closeBefore(tx: Transaction, { workspaceId, book }: Closing): Promise<{ readonly number: number; readonly hash: string }> {
  const { rows } = await tx.execute<{ number: number; hash: string }>(sql`
    SELECT number, hash FROM period_close WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} ORDER BY number DESC LIMIT 1`);
  return rows[0] ?? { number: 0, hash: '0'.repeat(64) };
}

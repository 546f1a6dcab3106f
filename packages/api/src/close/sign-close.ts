import { accepted, refused, type Outcome, type Refusal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { withSnapshot, withWorkspace, type Transaction } from '../platform/database.ts';
import { accruedOn, type Accrued } from './accrual-basis.ts';
import { closingOf, proveLedger, readChecklist, type Checklist, type Proved } from './checklist.ts';
import type { Closing } from './closing.ts';
import { draftClose } from './draft-close.ts';
import { countSince } from './kept-proof.ts';
import { movesAsProved } from './number-journal.ts';
import { readPreparation, signable, type Preparation, type PreparingParts, type SigningAsked } from './prepare-close.ts';
import { sealClose } from './seal-close.ts';
import type { PackPlace } from './write-pack.ts';

/** What closing needs from the outside. */
export interface SigningParts extends PreparingParts, PackPlace {}

/**
 * Signs for a month as its reviewer, and closes it for ever. Its entries are proved, numbered, hashed and written to the pack while postings go on; then, alone under the posting lock, it
 * is seen that nothing was posted meanwhile and that all other figures still are what was signed for, doubts are accrued and taken back at the next instant, and all of it is sealed. What
 * changed meanwhile refuses the close, and nothing of it is left. Refused to whoever prepared it.
 */
export async function signClose(parts: SigningParts, caller: Caller, asked: SigningAsked): Promise<Outcome<Closing>> {
  const closing = closingOf(caller.workspaceId, asked.book, asked.month);
  if (!closing.ok) return closing;
  const proved = await withSnapshot(parts.database, caller.workspaceId, (tx) => proveLedger(tx, closing.value));
  const signing = { closing: closing.value, by: caller, at: parts.clock(), fingerprint: asked.fingerprint, proved };
  try {
    await withWorkspace(parts.database, caller.workspaceId, (tx) => close(tx, parts, signing));
    return closing;
  } catch (cause) {
    if (cause instanceof NotClosed) return refused(cause.refusal);
    throw cause;
  }
}

/** Thrown so that what was written so far is rolled back. */
class NotClosed extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** What a signature is for, and when it is given. */
interface Signing {
  readonly closing: Closing;
  readonly by: Caller;
  readonly at: Date;
  readonly fingerprint: string;
  readonly proved: Proved;
}

async function close(tx: Transaction, parts: SigningParts, signing: Signing): Promise<void> {
  const { closing, by, at, proved } = signing;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('closing'), hashtext(${closing.workspaceId} || ${closing.book}))`);
  const { checklist, preparation, accrued } = await signedFor(tx, signing);
  const draft = await draftClose(tx, parts, { closing, checklist, preparation, accrued, by, at });
  if (!(await movesAsProved(tx, closing, { numbers: draft.numbers, balance: proved.balance }))) throw new NotClosed(otherwise);
  await tx.execute(sql`SELECT hold_posting_lock(${closing.workspaceId}::uuid, ${closing.book})`);
  const posted = await countSince(tx, closing, proved.standing);
  if (posted !== proved.standing.postedSince || draft.numbers.transactions !== BigInt(proved.transactions)) throw new NotClosed(changed);
  await signedFor(tx, signing);
  if (!(await sealClose(tx, draft))) throw new NotClosed(changed);
}

interface SignedFor {
  readonly checklist: Checklist;
  readonly preparation: Preparation;
  readonly accrued: Accrued;
}

/** What is signed for, as it is now: ready, prepared by another with these figures. */
async function signedFor(tx: Transaction, { closing, by, at, fingerprint, proved }: Signing): Promise<SignedFor> {
  const checklist = await readChecklist(tx, closing, at, proved);
  known(signable(checklist, fingerprint));
  const preparation = known(signedByAnother(await readPreparation(tx, closing), checklist, identityOf(by)));
  return { checklist, preparation, accrued: known(accruedOn(preparation.accrual, checklist.doubts, checklist.measured)) };
}

function known<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new NotClosed(outcome.refusal);
  return outcome.value;
}

function signedByAnother(preparation: Preparation | undefined, { fingerprint }: Checklist, reviewer: string): Outcome<Preparation> {
  if (preparation === undefined || preparation.fingerprint !== fingerprint) {
    const message = 'Nobody has prepared the month with the figures it has now: somebody else signs for them first.';
    return refused({ code: 'close-changed', message, path: ['month'] });
  }
  if (preparation.by !== reviewer) return accepted(preparation);
  return refused({ code: 'own-close', message: 'Whoever prepared a close does not review it: somebody else signs.', path: ['month'] });
}

const otherwise: Refusal = {
  code: 'close-changed',
  message:
    'The journal does not move each account as it was proved to: entries were changed past the rules of the ledger. Have the month proved again.',
  path: ['month'],
  accepted: [],
};

const changed: Refusal = {
  code: 'close-changed',
  message: 'Something was posted in the month while it was being closed: look again, and sign what you see.',
  path: ['month'],
  accepted: [],
};

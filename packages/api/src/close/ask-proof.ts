import { accepted, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { withWorkspace } from '../platform/database.ts';
import { enqueue } from '../queue/tasks.ts';
import { closingOf } from './checklist.ts';
import type { Closing } from './closing.ts';
import { readStanding } from './kept-proof.ts';
import type { PreparingParts, SigningAsked } from './prepare-close.ts';

/** For how long a proof that is under way is waited for without it moving. */
const patienceMilliseconds = 60_000;

/** Has the ledger proved until the end of a month, in the background. One that is under way and moves is waited for. */
export async function askForProof(
  parts: PreparingParts,
  caller: Caller,
  asked: Omit<SigningAsked, 'fingerprint'>,
): Promise<Outcome<Closing>> {
  const closing = closingOf(caller.workspaceId, asked.book, asked.month);
  if (!closing.ok) return closing;
  const { workspaceId, book, month } = closing.value;
  const at = parts.clock();
  await withWorkspace(parts.database, workspaceId, async (tx) => {
    const { underWay } = await readStanding(tx, closing.value);
    if (underWay !== null && at.getTime() - Date.parse(underWay.movedAt) < patienceMilliseconds) return;
    const proofId = parts.newId();
    await tx.execute(sql`
      INSERT INTO ledger_proof (workspace_id, id, book, month, asked_by, asked_by_name, asked_at, moved_at)
      VALUES (${workspaceId}::uuid, ${proofId}::uuid, ${book}, ${month}::date, ${identityOf(caller)}, ${caller.name}, ${at.toISOString()}::timestamptz,
        ${at.toISOString()}::timestamptz)`);
    await enqueue(tx, { task: 'prove-month', payload: { workspaceId, proofId } });
  });
  return accepted(closing.value);
}

import { sql } from 'drizzle-orm';
import { writeStep } from '../period/take-step.ts';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { postAccruals, signersOf, type CloseDraft } from './draft-close.ts';

/**
 * Seals a close under the posting lock: the accruals are posted and numbered as they were rehearsed, and close, batch and step are written. Answers with false where the accruals did not
 * come out to the byte, for what was known of the ledger was pinned meanwhile: then nothing of it may be committed.
 */
export async function sealClose(tx: Transaction, draft: CloseDraft): Promise<boolean> {
  const { closing, numbers, accruals, tail, number, preparation, by, at, entriesHash, previousHash, hash } = draft;
  const { workspaceId, book, month } = closing;
  const posted = await postAccruals(tx, closing, { accruals, after: numbers.last });
  if (posted.lines !== tail) return false;
  const { preparedBy, reviewedBy, reviewedByName } = signersOf(draft);
  const transactions = (posted.last - numbers.first + 1n).toString();
  await tx.execute(sql`
    INSERT INTO period_close (workspace_id, book, month, number, preparation_id, prepared_by, reviewed_by, reviewed_by_name, closed_at, known_at, transactions,
      last_journal_number, entries_hash, previous_hash, hash, manifest)
    SELECT ${workspaceId}::uuid, ${book}, ${month}::date, ${number}, ${preparation.id}::uuid, ${preparedBy}, ${reviewedBy}, ${reviewedByName},
      ${at.toISOString()}::timestamptz, pin_ledger(${workspaceId}::uuid, ${book}, ${at.toISOString()}::timestamptz), ${transactions}::bigint,
      ${posted.last.toString()}::bigint, ${entriesHash}, ${previousHash}, ${hash}, ${storedJson(draft.manifest)}::jsonb`);
  await tx.execute(sql`
    INSERT INTO journal_batch (workspace_id, book, number, lines) SELECT ${workspaceId}::uuid, ${book}, ${number}, ${storedJson(draft.batch)}::jsonb`);
  await writeStep(tx, { workspaceId, book, month, state: 'hard-closed', reason: `Close ${number}, ${hash}.`, by, at });
  return true;
}

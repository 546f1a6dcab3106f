import { accepted, invariant, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import { badComment, openChangeSet, staleness, writeReview } from './change-set-parts.ts';
import type { ChangeSetParts, Decision, SeenChangeSet } from './change-set-parts.ts';
import { changeSetTable } from './change-set.table.ts';
import { lockChangeSet } from './read-change-sets.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

type Verdict = Exclude<Decision['verdict'], 'approve'>;

const leadsTo = { submit: 'submitted', send_back: 'draft', discard: 'discarded' } as const;

/** Submits a change set, sends it back or discards it. Refuses a row version that is not the one at hand, and a verdict that does not fit its state. */
export async function reviewChangeSet(
  parts: ChangeSetParts,
  caller: Caller,
  seen: SeenChangeSet,
  { verdict, comment }: { readonly verdict: Verdict; readonly comment: string },
): Promise<Outcome<ChangeSetRecord>> {
  const tooLong = badComment(comment);
  if (tooLong !== undefined) return tooLong;
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const open = await openChangeSet(tx, caller, seen.id);
    if (!open.ok) return open;
    const refusal = staleness(open.value, seen.rowVersion) ?? unfit(open.value, verdict, comment);
    if (refusal !== undefined) return refused(refusal.refusal);
    const { workspaceId, id, rowVersion } = open.value.set;
    await writeReview(tx, parts, caller, open.value, { verdict, comment });
    const change = { state: leadsTo[verdict], rowVersion: rowVersion + 1, changedAt: parts.clock() };
    await tx.update(changeSetTable).set(change).where(eq(changeSetTable.id, id));
    const record = await lockChangeSet(tx, { workspaceId, id });
    invariant(record !== undefined, 'A change set is never deleted.');
    return accepted(record);
  });
}

function unfit({ set, drafts }: ChangeSetRecord, verdict: Verdict, comment: string) {
  if (verdict === 'submit' && drafts.length === 0)
    return refused({
      code: 'invalid-change-set',
      path: ['id'],
      message: 'A change set that changes nothing is not reviewed: save a draft first.',
    });
  if (verdict === 'submit' && set.state !== 'draft')
    return refused({ code: 'invalid-change-set', path: ['id'], message: 'This change set is in review already.' });
  if (verdict === 'send_back' && set.state !== 'submitted')
    return refused({ code: 'change-set-not-submitted', path: ['id'], message: 'This change set is not in review.' });
  if (verdict === 'send_back' && comment.trim() === '')
    return refused({ code: 'invalid-change-set', path: ['comment'], message: 'Say what is to be changed, so that its author knows.' });
  return undefined;
}

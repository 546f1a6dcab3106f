import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq, sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { carryOut, type CarryingParts } from './carry-out.ts';
import { itemResolutionTable, type StoredResolution } from './reconciliation.table.ts';

/** Approves what another decided of items above the threshold, which is then done; or discards it, and its items stand as they did before. */
export async function decideResolution(
  parts: CarryingParts,
  caller: Caller,
  { id, approve }: { readonly id: string; readonly approve: boolean },
): Promise<Outcome<string>> {
  const decided = await withWorkspace(parts.database, caller.workspaceId, async (tx): Promise<Outcome<string>> => {
    const [found] = isId(id) ? await tx.select().from(itemResolutionTable).where(eq(itemResolutionTable.id, id)).for('update') : [];
    if (found === undefined)
      return refused({ code: 'resolution-not-found', message: 'No resolution of this workspace has that id.', path: ['id'] });
    if (found.state !== 'proposed')
      return refused({ code: 'run-closed', message: `The resolution is ${found.state}: that stands.`, path: ['id'] });
    if (!approve) {
      await tx.update(itemResolutionTable).set({ state: 'discarded' }).where(eq(itemResolutionTable.id, id));
      await standAgain(tx, found);
      return accepted(id);
    }
    const approver = identityOf(caller);
    if (approver === found.author)
      return refused({
        code: 'own-resolution',
        message: 'Whoever decided it does not approve it: above the threshold two people do.',
        path: ['id'],
      });
    await tx
      .update(itemResolutionTable)
      .set({ state: 'approved', approver, approverName: caller.name, approvedAt: parts.clock() })
      .where(eq(itemResolutionTable.id, id));
    return accepted(id);
  });
  return decided.ok && approve ? await carryOut(parts, caller.workspaceId, id) : decided;
}

/** What was claimed or carried when the decision was proposed is so again, by whoever decided that; all else is open. */
async function standAgain(tx: Transaction, { workspaceId, id }: StoredResolution): Promise<void> {
  await tx.execute(sql`
    UPDATE reconciliation_item AS i SET resolution_id = coalesce(before_id, resolution_id), state = coalesce(
      (SELECT CASE decision WHEN 'claim' THEN 'claimed' ELSE 'carried' END FROM item_resolution AS d WHERE d.workspace_id = i.workspace_id AND d.id = i.before_id), 'open')
    WHERE workspace_id = ${workspaceId}::uuid AND resolution_id = ${id}::uuid AND state = 'proposed'`);
}

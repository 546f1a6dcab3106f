import { accepted, refused, type Outcome } from '@halfpenny/core';
import { and, eq } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { carryOut, type CarryingParts } from './carry-out.ts';
import { itemResolutionTable, reconciliationItemTable } from './reconciliation.table.ts';

/** Approves what another decided of items above the threshold, which is then done; or discards it, and its items are open again. */
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
      const { resolutionId, state } = reconciliationItemTable;
      await tx
        .update(reconciliationItemTable)
        .set({ state: 'open' })
        .where(and(eq(resolutionId, id), eq(state, 'proposed')));
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

import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { PolicyParts } from './propose-policy.ts';
import { providerPolicyTable } from './provider-policy.table.ts';

/** Approves what another proposed, from when on it counts; or discards it. What was decided stands. Answers with its id. */
export async function decidePolicy(
  { database, clock }: PolicyParts,
  caller: Caller,
  { id, approve }: { readonly id: string; readonly approve: boolean },
): Promise<Outcome<string>> {
  const isPolicy = eq(providerPolicyTable.id, id);
  return await withWorkspace(database, caller.workspaceId, async (tx): Promise<Outcome<string>> => {
    const [found] = isId(id) ? await tx.select().from(providerPolicyTable).where(isPolicy).for('update') : [];
    if (found === undefined)
      return refused({ code: 'policy-not-found', message: 'No policy of this workspace has that id.', path: ['id'] });
    if (found.approvedAt !== null || found.discardedAt !== null)
      return refused({
        code: 'invalid-policy',
        message: 'It was decided already, and that stands: propose another in its place.',
        path: ['id'],
      });
    const approver = identityOf(caller);
    if (approve && approver === found.author)
      return refused({ code: 'own-policy', message: 'Nobody approves what they proposed themselves: let another do it.', path: ['id'] });
    const decided = approve ? { approver, approverName: caller.name, approvedAt: clock() } : { discardedAt: clock() };
    await tx.update(providerPolicyTable).set(decided).where(isPolicy);
    return accepted(id);
  });
}

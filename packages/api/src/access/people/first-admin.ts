import { and, arrayContains, eq, sql } from 'drizzle-orm';
import { asSystem, type Transaction } from '../../platform/database.ts';
import { writeInvitation, type PeopleParts } from './invite-person.ts';
import { memberTable } from './member.table.ts';

/**
 * The path of a one-time link that makes the first admin of a workspace; undefined where it has one. Each start that finds none makes another
 * link; the first that is used ends all of them.
 */
export async function firstAdminPath(parts: PeopleParts, workspaceId: string): Promise<string | undefined> {
  return await asSystem(parts.database, async (tx) => {
    if (await hasAdmin(tx, workspaceId)) return undefined;
    return await writeInvitation(tx, parts, { workspaceId, by: 'the first start', email: null, roles: ['admin'] });
  });
}

/** Whether some person is admin of a workspace. */
export async function hasAdmin(tx: Transaction, workspaceId: string): Promise<boolean> {
  const admins = await tx
    .select({ personId: memberTable.personId })
    .from(memberTable)
    .where(and(eq(memberTable.workspaceId, workspaceId), arrayContains(memberTable.roles, ['admin'])))
    .limit(1);
  return admins.length > 0;
}

/** Of several who would decide about the admins of a workspace at once, one at a time does, until the end of its transaction. */
export async function lockAdmins(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`admins of ${workspaceId}`}, 0))`);
}

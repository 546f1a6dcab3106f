import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, arrayContains, asc, eq, gt, isNull, ne, notExists, sql } from 'drizzle-orm';
import { asSystem, withWorkspace, type Transaction } from '../../platform/database.ts';
import { isId } from '../../platform/identifiers.ts';
import type { Role } from '../role.ts';
import { lockAdmins } from './first-admin.ts';
import type { PeopleParts } from './invite-person.ts';
import { invitationTable, memberTable } from './member.table.ts';
import { personSessionTable, personTable } from './person.table.ts';

/** A member, as the workspace sees them. */
export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: Role[];
  readonly joinedAt: Date;
}

/** Which member of which workspace. */
export interface MemberKey {
  readonly workspaceId: string;
  readonly personId: string;
}

/** The members of a workspace by name. */
export async function listMembers(parts: PeopleParts, workspaceId: string): Promise<readonly MemberRow[]> {
  return await withWorkspace(parts.database, workspaceId, (tx) => selectMembers(tx).orderBy(asc(personTable.name), asc(personTable.id)));
}

/** Invitations that can still be used, the earliest first. */
export async function listInvitations(parts: PeopleParts, workspaceId: string): Promise<readonly (typeof invitationTable.$inferSelect)[]> {
  const { usedAt, revokedAt, expiresAt, id } = invitationTable;
  return await withWorkspace(parts.database, workspaceId, (tx) =>
    tx
      .select()
      .from(invitationTable)
      .where(and(isNull(usedAt), isNull(revokedAt), gt(expiresAt, parts.clock())))
      .orderBy(asc(id)),
  );
}

/** Makes a member something else, at once. Refuses to leave the workspace without an admin. */
export async function setRoles(parts: PeopleParts, key: MemberKey, roles: readonly Role[]): Promise<Outcome<MemberRow>> {
  if (roles.length === 0) return refused({ code: 'invalid-person', message: 'A person has at least one role.', path: ['roles'] });
  return await withWorkspace(parts.database, key.workspaceId, async (tx) => {
    const member = await lockedMember(tx, key);
    if (!member.ok) return member;
    if (!roles.includes('admin') && (await isLastAdmin(tx, member.value))) return lastAdmin('roles');
    await tx
      .update(memberTable)
      .set({ roles: [...new Set(roles)] })
      .where(eq(memberTable.personId, key.personId));
    return await lockedMember(tx, key);
  });
}

/** Ends a membership at once; whoever is a member nowhere any more is signed out everywhere. Refuses to remove the last admin. */
export async function removeMember(parts: PeopleParts, key: MemberKey): Promise<Outcome<MemberRow>> {
  const removed = await withWorkspace(parts.database, key.workspaceId, async (tx) => {
    const member = await lockedMember(tx, key);
    if (!member.ok) return member;
    if (await isLastAdmin(tx, member.value)) return lastAdmin('personId');
    await tx.delete(memberTable).where(eq(memberTable.personId, key.personId));
    return member;
  });
  if (removed.ok) await signOutStrangers(parts, key.personId);
  return removed;
}

/** Takes an invitation back: its link no longer works. */
export async function revokeInvitation(parts: PeopleParts, workspaceId: string, id: string): Promise<Outcome<string>> {
  const revoked = !isId(id)
    ? []
    : await withWorkspace(parts.database, workspaceId, (tx) =>
        tx
          .update(invitationTable)
          .set({ revokedAt: parts.clock() })
          .where(and(eq(invitationTable.id, id), isNull(invitationTable.usedAt), isNull(invitationTable.revokedAt)))
          .returning({ id: invitationTable.id }),
      );
  if (revoked.length === 1) return accepted(id);
  const message = 'There is no open invitation of that id: give the id of one that nobody used or took back.';
  return refused({ code: 'invitation-not-found', message, path: ['id'] });
}

function selectMembers(tx: Transaction) {
  const { id, name, email } = personTable;
  const { roles, joinedAt } = memberTable;
  return tx.select({ id, name, email, roles, joinedAt }).from(memberTable).innerJoin(personTable, eq(id, memberTable.personId));
}

async function lockedMember(tx: Transaction, { workspaceId, personId }: MemberKey): Promise<Outcome<MemberRow>> {
  await lockAdmins(tx, workspaceId);
  const [member] = isId(personId) ? await selectMembers(tx).where(eq(memberTable.personId, personId)) : [];
  if (member !== undefined) return accepted(member);
  const message = 'There is no member of that id: give the id of a person of this workspace.';
  return refused({ code: 'person-not-found', message, path: ['personId'] });
}

async function isLastAdmin(tx: Transaction, { id, roles }: MemberRow): Promise<boolean> {
  if (!roles.includes('admin')) return false;
  const others = await tx
    .select({ one: sql`1` })
    .from(memberTable)
    .where(and(arrayContains(memberTable.roles, ['admin']), ne(memberTable.personId, id)))
    .limit(1);
  return others.length === 0;
}

function lastAdmin(field: string): Outcome<MemberRow> {
  const message = 'A workspace keeps an admin: make somebody else one first.';
  return refused({ code: 'last-admin', message, path: [field] });
}

async function signOutStrangers(parts: PeopleParts, personId: string): Promise<void> {
  await asSystem(parts.database, (tx) => {
    const memberships = tx
      .select({ one: sql`1` })
      .from(memberTable)
      .where(eq(memberTable.personId, personId));
    return tx.delete(personSessionTable).where(and(eq(personSessionTable.personId, personId), notExists(memberships)));
  });
}

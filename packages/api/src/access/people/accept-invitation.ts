import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { asSystem, type Transaction } from '../../platform/database.ts';
import type { Role } from '../role.ts';
import { workspaceTable } from '../workspaces/workspace.table.ts';
import { hasAdmin, lockAdmins } from './first-admin.ts';
import { invitationDigest } from './invitation-token.ts';
import { isEmail, type PeopleParts } from './invite-person.ts';
import { invitationTable, memberTable } from './member.table.ts';
import { personAccountTable, personTable } from './person.table.ts';
import { passwordLength } from './sign-in.ts';

/** What whoever opens a link is shown. */
export interface OpenInvitation {
  readonly workspace: string;
  /** Null: the first admin, who says which. */
  readonly email: string | null;
  readonly roles: readonly Role[];
}

/** What whoever uses a link gives. */
export interface Joining {
  readonly token: string;
  readonly name: string;
  /** Needed by the first admin alone: any other is the one who was invited. */
  readonly email?: string | undefined;
  readonly password: string;
}

/** What a link offers. Refuses one that was used, taken back, or has expired. */
export async function readInvitation(parts: PeopleParts, token: string): Promise<Outcome<OpenInvitation>> {
  return await asSystem(parts.database, async (tx) => {
    const found = await findOpen(tx, parts, token);
    return found === undefined ? refusedLink() : accepted({ workspace: found.workspace, email: found.email, roles: found.roles });
  });
}

/** Makes the person a link is for, and a member of them; the link is used up. Answers with the e-mail address by which they sign in. */
export async function acceptInvitation(parts: PeopleParts, joining: Joining): Promise<Outcome<string>> {
  const name = joining.name.trim();
  const { least, most } = passwordLength;
  if (name === '' || name.length > 100) return invalid('name', 'A person has a name of 1 to 100 characters.');
  if (joining.password.length < least || joining.password.length > most) {
    return invalid('password', `A password has ${least} to ${most} characters.`);
  }
  const password = await hashPassword(joining.password);
  return await asSystem(parts.database, async (tx) => {
    const invitation = await findOpen(tx, parts, joining.token);
    if (invitation === undefined) return refusedLink();
    await lockAdmins(tx, invitation.workspaceId);
    const email = invitation.email ?? (joining.email ?? '').trim().toLowerCase();
    if (!isEmail(email)) return invalid('email', 'You sign in by an e-mail address, such as ada@example.org.');
    if (invitation.email === null && (await hasAdmin(tx, invitation.workspaceId))) return refusedLink();
    const [taken] = await tx.select({ id: personTable.id }).from(personTable).where(eq(personTable.email, email));
    if (taken !== undefined) return invalid('email', 'Somebody signs in by this address already: let an admin invite it to the workspace.');
    if (!(await useUp(tx, parts, invitation.id))) return refusedLink();
    await writePerson(tx, parts, { ...invitation, email, name, password });
    return accepted(email);
  });
}

type Found = OpenInvitation & { readonly workspaceId: string; readonly id: string };

async function findOpen(tx: Transaction, parts: PeopleParts, token: string): Promise<Found | undefined> {
  const rows = await tx
    .select({
      workspaceId: invitationTable.workspaceId,
      id: invitationTable.id,
      email: invitationTable.email,
      roles: invitationTable.roles,
      workspace: workspaceTable.name,
    })
    .from(invitationTable)
    .innerJoin(workspaceTable, eq(workspaceTable.id, invitationTable.workspaceId))
    .where(
      and(
        eq(invitationTable.tokenSha256, invitationDigest(token)),
        isNull(invitationTable.usedAt),
        isNull(invitationTable.revokedAt),
        gt(invitationTable.expiresAt, parts.clock()),
      ),
    );
  return rows[0];
}

/** Whether it was still to be used. Of two who use one link at once, one does. */
async function useUp(tx: Transaction, parts: PeopleParts, id: string): Promise<boolean> {
  const used = await tx
    .update(invitationTable)
    .set({ usedAt: parts.clock() })
    .where(and(eq(invitationTable.id, id), isNull(invitationTable.usedAt)))
    .returning({ id: invitationTable.id });
  return used.length === 1;
}

interface NewPerson extends Found {
  readonly email: string;
  readonly name: string;
  /** Its salted hash. */
  readonly password: string;
}

async function writePerson(tx: Transaction, parts: PeopleParts, { workspaceId, roles, email, name, password }: NewPerson): Promise<void> {
  const at = parts.clock();
  const dates = { createdAt: at, updatedAt: at };
  const id = parts.newId();
  await tx.insert(personTable).values({ id, name, email, emailVerified: true, ...dates });
  const account = { id: parts.newId(), personId: id, accountId: id, providerId: 'credential', password };
  await tx.insert(personAccountTable).values({ ...account, ...dates });
  await tx.insert(memberTable).values({ workspaceId, personId: id, roles: [...roles], joinedAt: at });
}

function refusedLink<T>(): Outcome<T> {
  const message = 'This link was used, taken back, or has expired: ask whoever sent it for another one.';
  return refused({ code: 'invitation-not-found', message, path: ['token'] });
}

function invalid<T>(field: string, message: string): Outcome<T> {
  return refused({ code: 'invalid-person', message, path: [field] });
}

import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import { asSystem, type Database, type Transaction } from '../../platform/database.ts';
import type { NewId } from '../../platform/identifiers.ts';
import type { Caller } from '../caller.ts';
import type { Role } from '../role.ts';
import { invitationPath, newInvitationToken } from './invitation-token.ts';
import { invitationTable, memberTable } from './member.table.ts';
import { personTable } from './person.table.ts';

/** What keeping people needs from the outside. */
export interface PeopleParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Who is to come, and as what. */
export interface WantedPerson {
  readonly email: string;
  readonly roles: readonly Role[];
}

/** Somebody new gets a link, from the root of the service; somebody who signs in here already is a member at once, and `link` is null. */
export interface Invited {
  readonly email: string;
  readonly link: string | null;
}

const invitationDays = 7;

/** Invites a person to the workspace of the caller. A new invitation takes an older one of the same address back. */
export async function invitePerson(parts: PeopleParts, caller: Caller, wanted: WantedPerson): Promise<Outcome<Invited>> {
  const email = wanted.email.trim().toLowerCase();
  if (!isEmail(email)) return invalid('email', 'A person is invited by an e-mail address, such as ada@example.org.');
  if (wanted.roles.length === 0) return invalid('roles', 'A person has at least one role.');
  const roles = [...new Set(wanted.roles)];
  return await asSystem(parts.database, async (tx) => {
    const [known] = await tx.select({ id: personTable.id }).from(personTable).where(eq(personTable.email, email));
    if (known !== undefined) return await joinAtOnce(tx, parts, { caller, email, roles, personId: known.id });
    return accepted({ email, link: await writeInvitation(tx, parts, { workspaceId: caller.workspaceId, by: caller.name, email, roles }) });
  });
}

/** Whether text can be an e-mail address: something, an @, something with a dot. Whether it is one, the person who uses the link shows. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u.test(text);
}

interface Known {
  readonly caller: Caller;
  readonly email: string;
  readonly roles: Role[];
  readonly personId: string;
}

async function joinAtOnce(tx: Transaction, parts: PeopleParts, { caller, email, roles, personId }: Known): Promise<Outcome<Invited>> {
  const { workspaceId } = caller;
  const joined = await tx
    .insert(memberTable)
    .values({ workspaceId, personId, roles, joinedAt: parts.clock() })
    .onConflictDoNothing()
    .returning({ personId: memberTable.personId });
  if (joined.length === 1) return accepted({ email, link: null });
  return invalid('email', `${email} is a member of this workspace already: set the roles there.`);
}

interface ToWrite {
  readonly workspaceId: string;
  readonly by: string;
  /** Null: whoever has the link is the first admin. */
  readonly email: string | null;
  readonly roles: Role[];
}

/** Writes an invitation in place of an older one of its address, and answers with the path of its link, which is known now alone. */
export async function writeInvitation(tx: Transaction, parts: PeopleParts, { workspaceId, by, email, roles }: ToWrite): Promise<string> {
  const at = parts.clock();
  const expiresAt = new Date(at.getTime() + invitationDays * 24 * 60 * 60 * 1000);
  if (email !== null) {
    const open = [eq(invitationTable.workspaceId, workspaceId), eq(invitationTable.email, email), isNull(invitationTable.usedAt)];
    await tx
      .update(invitationTable)
      .set({ revokedAt: at })
      .where(and(...open, isNull(invitationTable.revokedAt)));
  }
  const { text, sha256 } = newInvitationToken();
  const row = { workspaceId, id: parts.newId(), email, roles, tokenSha256: sha256, invitedBy: by, createdAt: at, expiresAt };
  await tx.insert(invitationTable).values(row);
  return invitationPath(text);
}

function invalid(field: string, message: string): Outcome<Invited> {
  return refused({ code: 'invalid-person', message, path: [field] });
}

import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Clock } from '../../platform/clock.ts';
import { asSystem, type Database } from '../../platform/database.ts';
import { isId, type NewId } from '../../platform/identifiers.ts';
import type { Caller } from '../caller.ts';
import { memberTable } from '../people/member.table.ts';
import { rolesOfTheKeeper } from '../role.ts';
import type { Membership } from './find-workspaces.ts';
import { workspaceTable } from './workspace.table.ts';

/** What making a workspace needs from the outside. */
export interface WorkspaceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Makes a workspace; the person who makes it is its admin. Refuses a name that is taken, and a key, which speaks for its own workspace alone. */
export async function createWorkspace(parts: WorkspaceParts, caller: Caller, wanted: string): Promise<Outcome<Membership>> {
  const name = wanted.trim();
  if (caller.apiKeyId !== null) return invalid('A key speaks for its own workspace alone: let a person make another one.');
  if (name === '' || name.length > 100 || isId(name)) return invalid('A workspace has a name of 1 to 100 characters that is no id.');
  const [id, at] = [parts.newId(), parts.clock()];
  return await asSystem(parts.database, async (tx) => {
    const made = await tx
      .insert(workspaceTable)
      .values({ id, name, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: workspaceTable.id });
    if (made.length === 0) return invalid(`There is a workspace "${name}" already: give another name.`);
    const { personId } = caller;
    if (personId !== null) await tx.insert(memberTable).values({ workspaceId: id, personId, roles: ['admin'], joinedAt: at });
    return accepted({ id, name, roles: personId === null ? rolesOfTheKeeper : ['admin'] });
  });
}

function invalid(message: string): Outcome<Membership> {
  return refused({ code: 'invalid-workspace', message, path: ['name'] });
}

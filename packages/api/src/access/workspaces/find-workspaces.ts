import { asc, eq, or, sql } from 'drizzle-orm';
import { asSystem, type Database } from '../../platform/database.ts';
import type { Caller } from '../caller.ts';
import { memberTable } from '../people/member.table.ts';
import { rolesOfTheKeeper, type Role } from '../role.ts';
import { workspaceTable } from './workspace.table.ts';

/** A workspace, and what somebody is in it. */
export interface Membership {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** The workspaces of a person, those joined first first. */
export async function membershipsOf(database: Database, personId: string): Promise<readonly Membership[]> {
  return await asSystem(database, (tx) =>
    tx
      .select({ id: workspaceTable.id, name: workspaceTable.name, roles: memberTable.roles })
      .from(memberTable)
      .innerJoin(workspaceTable, eq(workspaceTable.id, memberTable.workspaceId))
      .where(eq(memberTable.personId, personId))
      .orderBy(asc(memberTable.joinedAt), asc(workspaceTable.id)),
  );
}

/** Every workspace by name: for whoever is admin of all of them. */
async function everyWorkspace(database: Database): Promise<readonly Membership[]> {
  const rows = await asSystem(database, (tx) =>
    tx.select({ id: workspaceTable.id, name: workspaceTable.name }).from(workspaceTable).orderBy(asc(workspaceTable.name)),
  );
  return rows.map((row) => ({ ...row, roles: rolesOfTheKeeper }));
}

/** The id of the workspace that a header names, by name or by id; undefined where there is none. */
export async function findWorkspace(database: Database, named: string): Promise<string | undefined> {
  const rows = await asSystem(database, (tx) =>
    tx
      .select({ id: workspaceTable.id })
      .from(workspaceTable)
      .where(or(eq(workspaceTable.name, named), eq(sql`${workspaceTable.id}::text`, named.toLowerCase()))),
  );
  return rows[0]?.id;
}

/** The workspaces that a caller may speak for: those of a person, that of a key, and every one for whoever sits at this machine. */
export async function workspacesOf(database: Database, { personId, apiKeyId, workspaceId }: Caller): Promise<readonly Membership[]> {
  if (personId !== null) return await membershipsOf(database, personId);
  const all = await everyWorkspace(database);
  return apiKeyId === null ? all : all.filter(({ id }) => id === workspaceId);
}

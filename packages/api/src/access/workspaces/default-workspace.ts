import { invariant } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { asSystem, type Database } from '../../platform/database.ts';
import { workspaceTable } from './workspace.table.ts';

/** The id of the workspace `default`, which the first migration makes: until people and keys exist, every request speaks for it. */
export async function defaultWorkspaceId(database: Database): Promise<string> {
  const found = await asSystem(database, (tx) =>
    tx.select({ id: workspaceTable.id }).from(workspaceTable).where(eq(workspaceTable.name, 'default')),
  );
  invariant(found[0] !== undefined, 'The first migration made the workspace "default".');
  return found[0].id;
}

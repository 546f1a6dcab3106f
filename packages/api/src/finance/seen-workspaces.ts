import type { Caller } from '../access/caller.ts';
import { seesCost } from '../access/sees-cost.ts';
import { workspacesOf } from '../access/workspaces/find-workspaces.ts';
import type { Database } from '../platform/database.ts';
import type { Condition, Dimension } from './dimension.ts';

/** Which workspaces an answer is about: the caller's; where it is grouped or chosen by workspace, each in which the caller sees costs. */
export async function seenWorkspaces(
  database: Database,
  caller: Caller,
  { by, where }: { readonly by: readonly Dimension[]; readonly where: readonly Condition[] },
): Promise<readonly string[]> {
  if (![...by, ...where.map(({ dimension }) => dimension)].includes('workspace')) return [caller.workspaceId];
  const all = await workspacesOf(database, caller);
  return all.filter(({ roles }) => seesCost({ roles: new Set(roles) })).map(({ id }) => id);
}

import { invariant } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { withWorkspace } from '../../platform/database.ts';
import { shownRefusal, type RefusalType } from '../../platform/refusal.type.ts';
import type { Caller } from '../caller.ts';
import { personTable } from '../people/person.table.ts';
import type { RequestContext } from '../request-context.ts';
import { createWorkspace, type WorkspaceParts } from './create-workspace.ts';
import { workspacesOf, type Membership } from './find-workspaces.ts';
import { CreateWorkspaceResult, MeType, WorkspaceType } from './workspace.type.ts';

/** Who asks, for which workspace; and new workspaces. */
@Resolver()
export class WorkspaceResolver {
  constructor(private readonly parts: WorkspaceParts) {}

  @Query(() => MeType, { description: 'Who asks, and for which workspace.' })
  async me(@Ctx() { caller }: RequestContext): Promise<MeType> {
    const workspaces = (await workspacesOf(this.parts.database, caller)).map(shownWorkspace);
    const workspace = workspaces.find(({ id }) => id === caller.workspaceId);
    invariant(workspace !== undefined, 'A caller speaks for a workspace of theirs.');
    const { name, personId, apiKeyId } = caller;
    const email = personId === null ? null : await this.emailOf(caller, personId);
    return Object.assign(new MeType(), { name, personId, apiKeyId, email, roles: [...caller.roles], workspace, workspaces });
  }

  @Mutation(() => CreateWorkspaceResult, { description: 'Makes a workspace; the person who makes it becomes its admin.' })
  async createWorkspace(
    @Ctx() { caller }: RequestContext,
    @Arg('name', () => String, { description: 'As people will say it, in 1 to 100 characters.' }) name: string,
  ): Promise<WorkspaceType | RefusalType> {
    const outcome = await createWorkspace(this.parts, caller, name);
    return outcome.ok ? shownWorkspace(outcome.value) : shownRefusal(outcome.refusal);
  }

  private async emailOf({ workspaceId }: Caller, personId: string): Promise<string | null> {
    const rows = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select({ email: personTable.email }).from(personTable).where(eq(personTable.id, personId)),
    );
    return rows[0]?.email ?? null;
  }
}

function shownWorkspace({ id, name, roles }: Membership): WorkspaceType {
  return Object.assign(new WorkspaceType(), { id, name, roles: [...roles] });
}

import { underPath, type Outcome } from '@halfpenny/core';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { shownRefusal, type RefusalType } from '../../platform/refusal.type.ts';
import type { RequestContext } from '../request-context.ts';
import type { Role } from '../role.ts';
import { RoleEnum } from '../role.type.ts';
import { invitePerson, type PeopleParts } from './invite-person.ts';
import { listInvitations, listMembers, removeMember, revokeInvitation, setRoles, type MemberRow } from './keep-members.ts';
import {
  InvitationType,
  InvitedType,
  InvitePersonInput,
  InvitePersonResult,
  MemberResult,
  MemberType,
  RevokedInvitationType,
  RevokeInvitationResult,
} from './people.type.ts';

/** Keeps the people of a workspace: who is there, who is invited, who is what. */
@Resolver()
export class PeopleResolver {
  constructor(private readonly parts: PeopleParts) {}

  @Query(() => [MemberType], { description: 'The people of this workspace, by name.' })
  async people(@Ctx() { workspaceId }: RequestContext): Promise<MemberType[]> {
    return (await listMembers(this.parts, workspaceId)).map(shownMember);
  }

  @Query(() => [InvitationType], { description: 'Invitations to this workspace that can still be used, the earliest first.' })
  async invitations(@Ctx() { workspaceId }: RequestContext): Promise<InvitationType[]> {
    const rows = await listInvitations(this.parts, workspaceId);
    return rows.map(({ id, email, roles, invitedBy, expiresAt }) =>
      Object.assign(new InvitationType(), { id, email, roles, invitedBy, expiresAt: expiresAt.toISOString() }),
    );
  }

  @Mutation(() => InvitePersonResult, { description: 'Invites a person to this workspace by a one-time link, which works for a week.' })
  async invitePerson(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => InvitePersonInput, { description: 'Who is to come.' }) input: InvitePersonInput,
  ): Promise<InvitedType | RefusalType> {
    const outcome = await invitePerson(this.parts, caller, input);
    return outcome.ok ? Object.assign(new InvitedType(), outcome.value) : shownRefusal(underPath(outcome.refusal, ['input']));
  }

  @Mutation(() => RevokeInvitationResult, { description: 'Takes an invitation back: its link no longer works.' })
  async revokeInvitation(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
  ): Promise<RevokedInvitationType | RefusalType> {
    const outcome = await revokeInvitation(this.parts, workspaceId, id);
    return outcome.ok ? Object.assign(new RevokedInvitationType(), { id: outcome.value }) : shownRefusal(outcome.refusal);
  }

  @Mutation(() => MemberResult, { description: 'Makes a member something else, from their next request on. The last admin stays one.' })
  async setRoles(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('personId', () => ID, { description: 'The person.' }) personId: string,
    @Arg('roles', () => [RoleEnum], { description: 'What they are from now on: at least one role.' }) roles: Role[],
  ): Promise<MemberType | RefusalType> {
    return shownOutcome(await setRoles(this.parts, { workspaceId, personId }, roles));
  }

  @Mutation(() => MemberResult, {
    description: 'Ends a membership, from the next request on; whoever is a member nowhere any more is signed out.',
  })
  async removePerson(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('personId', () => ID, { description: 'The person.' }) personId: string,
  ): Promise<MemberType | RefusalType> {
    return shownOutcome(await removeMember(this.parts, { workspaceId, personId }));
  }
}

function shownOutcome(outcome: Outcome<MemberRow>): MemberType | RefusalType {
  return outcome.ok ? shownMember(outcome.value) : shownRefusal(outcome.refusal);
}

function shownMember({ id, name, email, roles, joinedAt }: MemberRow): MemberType {
  return Object.assign(new MemberType(), { personId: id, name, email, roles, joinedAt: joinedAt.toISOString() });
}

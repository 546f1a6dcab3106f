import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.type.ts';
import { DateTimeScalar } from '../../platform/scalars.ts';
import type { Role } from '../role.ts';
import { RoleEnum } from '../role.type.ts';

/** A member of a workspace. */
@ObjectType('Member', { description: 'A person who works in this workspace.' })
export class MemberType {
  @Field(() => ID, { description: 'The person.' })
  readonly personId!: string;

  @Field(() => String, { description: 'Their name.' })
  readonly name!: string;

  @Field(() => String, { description: 'By which they sign in.' })
  readonly email!: string;

  @Field(() => [RoleEnum], { description: 'What they are in this workspace.' })
  readonly roles!: Role[];

  @Field(() => DateTimeScalar, { description: 'Since when they are a member.' })
  readonly joinedAt!: string;
}

/** A one-time link that nobody has used yet. */
@ObjectType('Invitation', { description: 'A one-time link that makes a person a member. The link itself is shown once, when it is made.' })
export class InvitationType {
  @Field(() => ID, { description: 'To take it back by.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Who is invited; absent: the first admin, who is whoever has the link.' })
  readonly email!: string | null;

  @Field(() => [RoleEnum], { description: 'What they will be.' })
  readonly roles!: Role[];

  @Field(() => String, { description: 'Who invited them.' })
  readonly invitedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Until when the link works.' })
  readonly expiresAt!: string;
}

/** What inviting did. */
@ObjectType('Invited', { description: 'Somebody new has a link now; somebody who signs in here already is a member.' })
export class InvitedType {
  @Field(() => String, { description: 'Who was invited.' })
  readonly email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where the link leads, from the root of the service; shown now alone. Absent: they are a member already.',
  })
  readonly link!: string | null;
}

/** Who is to come. */
@InputType('InvitePersonInput', { description: 'Who is to come, and as what.' })
export class InvitePersonInput {
  @Field(() => String, { description: 'Their e-mail address.' })
  readonly email!: string;

  @Field(() => [RoleEnum], { description: 'What they will be: at least one role.' })
  readonly roles!: Role[];
}

/** What inviting leads to. */
export const InvitePersonResult = createUnionType({
  name: 'InvitePersonResult',
  description: 'What became of it; or a refusal, under which nobody was invited.',
  types: () => [InvitedType, RefusalType] as const,
});

/** What changing a member leads to. */
export const MemberResult = createUnionType({
  name: 'MemberResult',
  description: 'The member, as they are, or were; or a refusal, under which nothing changed.',
  types: () => [MemberType, RefusalType] as const,
});

/** What taking an invitation back leads to. */
@ObjectType('RevokedInvitation', { description: 'An invitation that was taken back: its link no longer works.' })
export class RevokedInvitationType {
  @Field(() => ID, { description: 'Which one.' })
  readonly id!: string;
}

/** What taking an invitation back leads to. */
export const RevokeInvitationResult = createUnionType({
  name: 'RevokeInvitationResult',
  description: 'Which one was taken back; or a refusal, under which nothing changed.',
  types: () => [RevokedInvitationType, RefusalType] as const,
});

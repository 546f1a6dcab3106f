import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.type.ts';
import type { Role } from '../role.ts';
import { RoleEnum } from '../role.type.ts';

/** A workspace, and what whoever asks is in it. */
@ObjectType('Workspace', { description: 'A tenant: everything but the price book belongs to one, and none sees what is of another.' })
export class WorkspaceType {
  @Field(() => ID, { description: 'To speak for it: the header x-halfpenny-workspace takes it, or the name.' })
  readonly id!: string;

  @Field(() => String, { description: 'As people say it.' })
  readonly name!: string;

  @Field(() => [RoleEnum], { description: 'What whoever asks is in it.' })
  readonly roles!: Role[];
}

/** Whoever asks, as the service knows them. */
@ObjectType('Me', { description: 'Whoever asks, as the service knows them.' })
export class MeType {
  @Field(() => String, { description: 'The name of the person or key; "this machine", or "the key of the settings".' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'The person who is signed in; absent: nobody is.' })
  readonly personId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The API key that was shown; absent: none was.' })
  readonly apiKeyId!: string | null;

  @Field(() => String, { nullable: true, description: 'By which the person signs in; absent: nobody is signed in.' })
  readonly email!: string | null;

  @Field(() => [RoleEnum], { description: 'What they are in the workspace they speak for.' })
  readonly roles!: Role[];

  @Field(() => WorkspaceType, { description: 'The workspace this request speaks for.' })
  readonly workspace!: WorkspaceType;

  @Field(() => [WorkspaceType], { description: 'Every workspace they may speak for.' })
  readonly workspaces!: WorkspaceType[];
}

/** What making a workspace leads to. */
export const CreateWorkspaceResult = createUnionType({
  name: 'CreateWorkspaceResult',
  description: 'The workspace; or a refusal, under which none was made.',
  types: () => [WorkspaceType, RefusalType] as const,
});

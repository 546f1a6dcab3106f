import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** A stage as GraphQL shows it. */
@ObjectType('Stage', { description: 'A step of the work that requests serve.' })
export class StageType {
  @Field(() => String, { description: 'As requests name it.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Its place among the others, from 1.' })
  readonly position!: number;

  @Field(() => String, { nullable: true, description: 'The quality of a request that names none; absent: the default of the provider.' })
  readonly defaultQuality!: string | null;

  @Field(() => Boolean, { description: 'Whether only an approved quote, or an approver, may generate at it.' })
  readonly requiresApproval!: boolean;
}

/** A stage as an operator sets it. */
@InputType('SetStageInput', { description: 'What a stage is to be, from now on. A name that is new makes a new stage.' })
export class SetStageInput {
  @Field(() => String, { description: 'A small letter, then small letters, digits and hyphens, 40 at most.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'The quality of a request that names none; absent: the default of the provider.' })
  readonly defaultQuality?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether only an approved quote, or an approver, may generate at it.' })
  readonly requiresApproval!: boolean;
}

/** What setting a stage leads to. */
export const SetStageResult = createUnionType({
  name: 'SetStageResult',
  description: 'The stage as it stands now; or a refusal, under which nothing was changed.',
  types: () => [StageType, RefusalType] as const,
});

/** An approval as GraphQL shows it. */
@ObjectType('QuoteApproval', { description: 'That a quote may be executed at a stage which is reserved.' })
export class QuoteApprovalType {
  @Field(() => String, { description: 'Who gave it, by the name of that day.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When it was given.' })
  readonly at!: Date;
}

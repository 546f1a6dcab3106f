import { Field, ID, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../platform/scalars.ts';

/** A figure of a condition as GraphQL shows it. */
@ObjectType('CloseFigure', { description: 'A figure that a condition of a close is seen by.' })
export class CloseFigureType {
  @Field(() => String, { description: 'What it is: "in suspense".' })
  readonly name!: string;

  @Field(() => DecimalScalar, { description: 'An amount, or a count.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'The currency of an amount; absent: it is a count.' })
  readonly currency!: string | null;
}

/** One side of a proof as GraphQL shows it. */
@ObjectType('CloseProofSide', { description: 'A figure of a proof.' })
export class CloseProofSideType {
  @Field(() => String, { description: 'How it was come by: "in the ledger", "unpaid statements".' })
  readonly name!: string;

  @Field(() => DecimalScalar, { description: 'What it is.' })
  readonly value!: string;
}

/** A proof as GraphQL shows it. */
@ObjectType('CloseProof', { description: 'Two figures of one thing that must be the same, however each of them was come by.' })
export class CloseProofType {
  @Field(() => String, { description: 'What it is of: "openai", "generation_cost".' })
  readonly of!: string;

  @Field(() => ID, { nullable: true, description: 'Where it lies; absent: at no provider account in particular.' })
  readonly providerAccountId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of both figures; absent: they are in no currency of one kind.' })
  readonly currency!: string | null;

  @Field(() => CloseProofSideType, { description: 'The one side.' })
  readonly left!: CloseProofSideType;

  @Field(() => CloseProofSideType, { description: 'The other.' })
  readonly right!: CloseProofSideType;

  @Field(() => DecimalScalar, { description: 'The one minus the other: 0 where the proof holds.' })
  readonly difference!: string;
}

/** A condition as GraphQL shows it. */
@ObjectType('CloseCondition', { description: 'What must be true for a month to be closed.' })
export class CloseConditionType {
  @Field(() => String, { description: 'To know it by: "trial-balance".' })
  readonly key!: string;

  @Field(() => String, { description: 'What must be true, as a sentence.' })
  readonly sentence!: string;

  @Field(() => Boolean, { description: 'Whether it is.' })
  readonly holds!: boolean;

  @Field(() => [CloseFigureType], { description: 'The figures by which that is seen.' })
  readonly figures!: readonly CloseFigureType[];

  @Field(() => [CloseProofType], { description: 'Both sides of what it proves, place by place; none: it proves nothing, it only counts.' })
  readonly proofs!: readonly CloseProofType[];

  @Field(() => String, { nullable: true, description: 'What to do next, as a sentence; absent: it holds.' })
  readonly next!: string | null;
}

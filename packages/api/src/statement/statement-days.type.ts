import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar } from '../platform/scalars.ts';

/** A day of a provider account as GraphQL shows it. */
@ObjectType('StatementDay', { description: 'How far what a provider states of a UTC day can be relied on.' })
export class StatementDayType {
  @Field(() => DateScalar, { description: 'The day.' })
  readonly day!: string;

  @Field(() => Int, { description: 'How often it was stated since it ended.' })
  readonly observations!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is stated as it is now; absent: it was not stated since it ended.',
  })
  readonly sameSince!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last stated.' })
  readonly lastObserved!: Date | null;

  @Field(() => Boolean, {
    description: "Whether the provider's lag has passed and two statements a day apart are equal, with none between them that differs.",
  })
  readonly isFinal!: boolean;
}

/** What is still to be stated of an account. */
@ObjectType('StatementGaps', { description: 'The days of the last two months that a provider account is not through with; of charges.' })
export class StatementGapsType {
  @Field(() => ID, { description: 'The account.' })
  readonly providerAccountId!: string;

  @Field(() => Int, { description: 'Days that are over, and of which nothing was stated since.' })
  readonly notStated!: number;

  @Field(() => Int, { description: "How many of these are late: the provider's lag has passed." })
  readonly late!: number;

  @Field(() => Int, { description: 'Days that are stated and not final.' })
  readonly notFinal!: number;

  @Field(() => DateScalar, { nullable: true, description: 'The earliest day that is not final; absent: all are.' })
  readonly since!: string | null;
}

/** A pull that was asked for. */
@ObjectType('StatementPull', { description: 'A pull that was asked for: what it brings appears among the statements.' })
export class StatementPullType {
  @Field(() => String, { description: 'Whom it is pulled from.' })
  readonly provider!: string;
}

/** Either the pull, or why not. */
export const StatementPullResult = createUnionType({
  name: 'StatementPullResult',
  description: 'The pull that was asked for; or a refusal, under which none was.',
  types: () => [StatementPullType, RefusalType] as const,
});

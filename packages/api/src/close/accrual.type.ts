import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** What doubts are accrued at, in GraphQL's spelling. */
export const AccrualBases = { EXPECTED: 'expected', CEILING: 'ceiling', MEASURED: 'measured' } as const;
registerEnumType(AccrualBases, {
  name: 'AccrualBasis',
  description: 'What doubts are accrued at.',
  valuesConfig: {
    EXPECTED: { description: 'What their quote expected.' },
    CEILING: { description: 'The most they can have cost.' },
    MEASURED: { description: 'What their quote expected, times the share of earlier doubts that were billed: from 30 of them on.' },
  },
});

/** An open doubt as GraphQL shows it. */
@ObjectType('CloseDoubt', { description: 'A charge of which nobody knows whether, or what, it cost.' })
export class CloseDoubtType {
  @Field(() => ID, { description: 'Its generation.' })
  readonly generationId!: string;

  @Field(() => ID, { description: 'Where it was asked for.' })
  readonly providerAccountId!: string;

  @Field(() => String, { description: 'The state of its cost: "in_doubt" or "unbilled".' })
  readonly state!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly askedAt!: string;

  @Field(() => MoneyType, { nullable: true, description: 'The least it can have cost, if it was billed; absent: not known.' })
  readonly floor!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What was expected; absent: not known.' })
  readonly expected!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The most it can have cost; absent: not known.' })
  readonly ceiling!: MoneyType | null;
}

/** An accrual as GraphQL shows it. */
@ObjectType('CloseAccrual', { description: 'What the doubts of a month are accrued at on one basis, in one currency.' })
export class CloseAccrualType {
  @Field(() => AccrualBases, { description: 'On which basis.' })
  readonly basis!: string;

  @Field(() => MoneyType, { nullable: true, description: 'What is posted; absent: the basis cannot be taken.' })
  readonly amount!: MoneyType | null;

  @Field(() => MoneyType, { description: 'The least the doubts can come to: nothing, for none of them may have been billed.' })
  readonly floor!: MoneyType;

  @Field(() => MoneyType, { description: 'The most they can come to.' })
  readonly ceiling!: MoneyType;

  @Field(() => String, { nullable: true, description: 'Why the basis cannot be taken, with the count of cases; absent: it can.' })
  readonly unavailable!: string | null;
}

/** The doubts of a month as GraphQL shows them. */
@ObjectType('MonthDoubts', { description: 'What nobody knows the cost of when a month ends, and what that is accrued at.' })
export class MonthDoubtsType {
  @Field(() => [CloseDoubtType], { description: 'One by one, the oldest first.' })
  readonly doubts!: readonly CloseDoubtType[];

  @Field(() => [CloseAccrualType], { description: 'What they come to on each basis, by currency; none: there are no doubts.' })
  readonly accruals!: readonly CloseAccrualType[];
}

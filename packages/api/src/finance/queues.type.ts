import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DoubtDecisionType } from '../doubt/doubt-decision.type.ts';
import { ChargeStates } from '../generation/charge.type.ts';
import { AgeBandType } from '../platform/age-band.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

@ObjectType('ChargeQueue', { description: 'Charges of one state and currency that wait for somebody to know them.' })
export class ChargeQueueType {
  @Field(() => ChargeStates, { description: 'UNBILLED, ESTIMATED or IN_DOUBT.' })
  readonly state!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  @Field(() => DateTimeScalar, { description: 'When the oldest of them was asked for.' })
  readonly oldest!: string;

  @Field(() => MoneyType, { description: 'What they were expected to come to; of estimates, what they are carried at.' })
  readonly expected!: MoneyType;

  @Field(() => Int, { description: 'Of how many nobody knows what to expect.' })
  readonly unknown!: number;
}

/** Charges of one age as GraphQL shows them. */
@ObjectType('ChargeAge', { description: 'Charges of one state and currency that wait for as long as each other.' })
export class ChargeAgeType extends AgeBandType {
  @Field(() => ChargeStates, { description: 'UNBILLED, ESTIMATED or IN_DOUBT.' })
  readonly state!: string;

  @Field(() => MoneyType, { description: 'What they were expected to come to; of estimates, what they are carried at.' })
  readonly expected!: MoneyType;

  @Field(() => MoneyType, { description: 'The least they can come to, if all of them were billed.' })
  readonly floor!: MoneyType;

  @Field(() => MoneyType, { description: 'The most they can come to, by their quotes.' })
  readonly ceiling!: MoneyType;

  @Field(() => Int, { description: 'Of how many nobody knows what to expect.' })
  readonly unknown!: number;
}

@ObjectType('QueuedCharge', { description: 'A charge that waits for somebody to know it.' })
export class QueuedChargeType {
  @Field(() => ID, { description: 'The generation.' })
  readonly generation!: string;

  @Field(() => ChargeStates, { description: 'UNBILLED, ESTIMATED or IN_DOUBT.' })
  readonly state!: string;

  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly since!: string;

  @Field(() => Int, { description: 'How many seconds ago that was.' })
  readonly ageSeconds!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What it was expected to cost; of an estimate, what it is carried at; absent: nobody knew.',
  })
  readonly expected!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The least it can have cost, if it was billed; absent: nobody knows.' })
  readonly floor!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The most it can have cost; absent: nobody knows.' })
  readonly ceiling!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'The key or person that asked for it; absent: whoever sat at the machine.' })
  readonly owner!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on a person may decide what it counts as, by the policy of its provider account; absent: it is an estimate.',
  })
  readonly decidableAt!: string | null;

  @Field(() => DoubtDecisionType, {
    nullable: true,
    description: 'What somebody decided that waits for another to approve it; absent: nobody has.',
  })
  readonly decision!: DoubtDecisionType | null;
}

@ObjectType('QueuedChargeEdge', { description: 'A waiting charge in a list.' })
export class QueuedChargeEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind this one.' })
  readonly cursor!: string;

  @Field(() => QueuedChargeType, { description: 'The charge.' })
  readonly node!: QueuedChargeType;
}

@ObjectType('QueuedChargeConnection', { description: 'A page of waiting charges, the oldest first.' })
export class QueuedChargeConnection {
  @Field(() => [QueuedChargeEdge], { description: 'Those of this page.' })
  readonly edges!: QueuedChargeEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;
}

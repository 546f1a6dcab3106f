import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

const LotEvent = { OPENED: 'opened', USED: 'used', EXPIRED: 'expired' } as const;
registerEnumType(LotEvent, {
  name: 'PrepaidLotEvent',
  description: 'What became of a lot.',
  valuesConfig: {
    OPENED: { description: 'It was posted.' },
    USED: { description: 'Something was taken from it, or given back.' },
    EXPIRED: { description: 'What was left of it was lost.' },
  },
});

/** A step of a lot as GraphQL shows it. */
@ObjectType('PrepaidMovement', { description: 'A step of a lot, with its posting.' })
export class PrepaidMovementType {
  @Field(() => Int, { description: 'From 1, without a gap.' })
  readonly number!: number;

  @Field(() => LotEvent, { description: 'What became of the lot.' })
  readonly event!: string;

  @Field(() => MoneyType, { description: 'How much it took; negative: given back.' })
  readonly taken!: MoneyType;

  @Field(() => MoneyType, { description: 'What was left after it.' })
  readonly left!: MoneyType;

  @Field(() => MoneyType, { description: 'What that cost: of virtual credits their share of what they were bought for.' })
  readonly cost!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it took place.' })
  readonly at!: string;

  @Field(() => ID, { description: 'Its transaction of the ledger.' })
  readonly transaction!: string;
}

/** A balance as GraphQL shows it. */
@ObjectType('PrepaidBalance', { description: 'What a provider holds for us in one currency: by lots, by the ledger, and by its own word.' })
export class PrepaidBalanceType {
  @Field(() => ID, { description: 'Where it lies.' })
  readonly providerAccountId!: string;

  @Field(() => String, { description: 'Who holds it.' })
  readonly provider!: string;

  @Field(() => MoneyType, { description: 'What is left in the lots.' })
  readonly left!: MoneyType;

  @Field(() => MoneyType, { description: 'What provider_prepaid and provider_granted hold.' })
  readonly held!: MoneyType;

  @Field(() => MoneyType, { description: 'What was used and not yet taken from a lot.' })
  readonly owed!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'What the provider last stated; absent: it has stated none.' })
  readonly stated!: MoneyType | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that was; absent: likewise.' })
  readonly statedAt!: string | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What was left then by the ledger, all use until then taken off; absent: likewise.',
  })
  readonly recordedThen!: MoneyType | null;
}

import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AgeBandType } from '../platform/age-band.type.ts';
import { connectionType } from '../platform/connection.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { PriceEntryType } from '../price-book/price-entry.type.ts';

const PriceChanges = { LEARNT: 'learnt', REPLACED: 'replaced', BEGAN: 'began', ENDED: 'ended' } as const;
registerEnumType(PriceChanges, {
  name: 'PriceChange',
  description: 'What changed about a price.',
  valuesConfig: {
    LEARNT: { description: 'We came to know it.' },
    REPLACED: { description: 'We came to know better.' },
    BEGAN: { description: 'It began to apply.' },
    ENDED: { description: 'It no longer applies.' },
  },
});

/** A price that changed as GraphQL shows it. */
@ObjectType('ChangedPrice', { description: 'A price that changed in a month, in what we knew or in what applied.' })
export class ChangedPriceType {
  @Field(() => PriceChanges, { description: 'What changed.' })
  readonly change!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: string;

  @Field(() => PriceEntryType, { description: 'The price.' })
  readonly entry!: PriceEntryType;

  @Field(() => String, { nullable: true, description: 'Who drafted the change; absent: it was loaded, or drafted in another workspace.' })
  readonly draftedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Who published it; absent: likewise.' })
  readonly approvedBy!: string | null;
}

/** What all items that wait share. */
@ObjectType()
abstract class WaitingItemType {
  @Field(() => ID, { description: 'The reconciliation that found it: resolveItems decides on it there.' })
  readonly runId!: string;

  @Field(() => Int, { description: 'Its number there.' })
  readonly item!: number;

  @Field(() => ID, { description: 'Whose statement it is about.' })
  readonly providerAccountId!: string;

  @Field(() => String, { nullable: true, description: 'Who bills; absent: the account belongs to another workspace.' })
  readonly provider!: string | null;

  @Field(() => String, { description: 'The part of the variance it belongs to.' })
  readonly part!: string;

  @Field(() => String, { description: 'The cause within it.' })
  readonly cause!: string;

  @Field(() => MoneyType, { description: 'What waits.' })
  readonly amount!: MoneyType;

  @Field(() => String, { description: 'Why, in the words of who decided it.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'How long it waits, in seconds.' })
  readonly ageSeconds!: number;
}

/** An open claim as GraphQL shows it. */
@ObjectType('OpenClaim', { description: 'A difference that a provider was asked to give back, and has not.' })
export class OpenClaimType extends WaitingItemType {
  @Field(() => String, { description: 'Who claimed it.' })
  readonly claimedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly claimedAt!: string;
}

/** A carried item as GraphQL shows it. */
@ObjectType('CarriedItem', { description: 'A difference that is left for later, and stands in suspense until it is decided.' })
export class CarriedItemType extends WaitingItemType {
  @Field(() => String, { description: 'Who carried it, and owns it until it is decided.' })
  readonly carriedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly carriedAt!: string;
}

/** A page of them. */
export const CarriedItemConnection = connectionType(CarriedItemType, 'CarriedItem');

/** Carried items of one age as GraphQL shows them. */
@ObjectType('CarriedAge', { description: 'Carried items of one currency that wait for as long as each other.' })
export class CarriedAgeType extends AgeBandType {
  @Field(() => MoneyType, { description: 'What they come to.' })
  readonly amount!: MoneyType;
}

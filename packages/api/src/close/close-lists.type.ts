import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
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

/** An open claim as GraphQL shows it. */
@ObjectType('OpenClaim', { description: 'A difference that a provider was asked to give back, and has not.' })
export class OpenClaimType {
  @Field(() => ID, { description: 'The reconciliation that found it: resolveItems credits it, or writes it off.' })
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

  @Field(() => MoneyType, { description: 'What is claimed.' })
  readonly amount!: MoneyType;

  @Field(() => String, { description: 'Why, in the words of who claimed it.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Who claimed it.' })
  readonly claimedBy!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly claimedAt!: string;

  @Field(() => Int, { description: 'How long ago that is, in seconds.' })
  readonly ageSeconds!: number;
}

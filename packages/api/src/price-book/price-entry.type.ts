import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';

/** How a tariff counts. */
export const TariffKind = { METERED: 'metered', FLAT: 'flat' } as const;
registerEnumType(TariffKind, {
  name: 'TariffKind',
  description: 'How a tariff counts.',
  valuesConfig: {
    METERED: { description: 'By consumption: tokens and their like.' },
    FLAT: { description: 'By count: images or calls, whatever they consumed.' },
  },
});

/** One line of a tariff as GraphQL shows it. */
@ObjectType('TariffComponent', { description: 'What one meter costs under a tariff.' })
export class TariffComponentType {
  @Field(() => String, { description: 'What is counted: text_input, image_output, image and so on.' })
  readonly meter!: string;

  @Field(() => DecimalScalar, { description: 'The price of `per` units, in the currency of the entry.' })
  readonly price!: string;

  @Field(() => DecimalScalar, { description: 'How many units the price buys.' })
  readonly per!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'The values under which this component applies; absent: always.' })
  readonly conditions?: unknown;

  @Field(() => String, { nullable: true, description: 'The name of the component, where it has one.' })
  readonly label?: string;
}

/** A tariff with its two periods as GraphQL shows it. */
@ObjectType('PriceEntry', { description: 'A tariff with a period of effect, a source, the day it was checked, and when we knew it.' })
export class PriceEntryType {
  @Field(() => ID, { description: 'The id that quotes and ledger entries cite.' })
  readonly id!: string;

  @Field(() => String, { description: 'The book it stands in: "cost", or the name of a sell book.' })
  readonly book!: string;

  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The exact name of the model at the provider.' })
  readonly model!: string;

  @Field(() => ServiceMode, { description: 'The mode of service it prices.' })
  readonly mode!: 'realtime' | 'batch';

  @Field(() => String, { description: 'Upper-case ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => TariffKind, { description: 'Whether it counts consumption or pieces.' })
  readonly kind!: 'metered' | 'flat';

  @Field(() => [TariffComponentType], { description: 'What each meter costs; of an entry based on another, what that one says.' })
  readonly components!: TariffComponentType[];

  @Field(() => JsonScalar, { description: 'The whole tariff, as it is stored.' })
  readonly tariff!: unknown;

  @Field(() => DateTimeScalar, { description: 'The first instant at which it applies.' })
  readonly validFrom!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first instant at which it no longer applies; absent: still in force.' })
  readonly validUntil!: string | null;

  @Field(() => DateTimeScalar, { description: 'Since when we know it.' })
  readonly knownFrom!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when we know better; absent: it is still what we know.' })
  readonly knownUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the price was read, in words.' })
  readonly source!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the price was read, where the source is an address.' })
  readonly sourceUrl!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The UTC day the source was read.' })
  readonly checkedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What a reader should know besides.' })
  readonly note!: string | null;

  @Field(() => ID, { nullable: true, description: 'The entry that this one replaces in our knowledge.' })
  readonly corrects!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The entry whose price it is, where only the period is another; absent: the price is its own.',
  })
  readonly originId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The entry that its price multiplies; absent: it has prices of its own, or its base stands in another book.',
  })
  readonly baseId!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it rates by where it is based on another: what that one says, and the factor; absent: by its tariff.',
  })
  readonly ratedTariff!: unknown;

  @Field(() => ID, { nullable: true, description: 'The change set that published it; absent: it was loaded.' })
  readonly changeSetId!: string | null;
}

import type { RefusalCode } from '@halfpenny/core';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, JsonScalar } from '../platform/scalars.ts';
import { refusalCodeEnum } from '../platform/refusal.type.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { PriceDifferenceType } from '../price-book/price-difference.type.ts';
import { PriceEntryType, TariffKind } from '../price-book/price-entry.type.ts';

const ProblemSeverity = { ERROR: 'error', CONFIRM: 'confirm' } as const;
registerEnumType(ProblemSeverity, {
  name: 'PriceProblemSeverity',
  description: 'What a problem of a draft keeps it from.',
  valuesConfig: {
    ERROR: { description: 'It keeps the change set from being published.' },
    CONFIRM: { description: 'It must be confirmed by name when the change set is published.' },
  },
});

/** A problem as GraphQL shows it. */
@ObjectType('PriceProblem', { description: 'What is wrong with a draft, or so unusual that it must be confirmed.' })
export class PriceProblemType {
  @Field(() => String, { description: 'What a confirmation names.' })
  readonly name!: string;

  @Field(() => ID, { description: 'The draft.' })
  readonly draftId!: string;

  @Field(() => String, { description: 'The way to the field: "components.0.price", "from"; empty: it is about the draft as a whole.' })
  readonly field!: string;

  @Field(() => refusalCodeEnum, { description: 'What it is, as a code to branch on.' })
  readonly code!: RefusalCode;

  @Field(() => ProblemSeverity, { description: 'What it keeps the draft from.' })
  readonly severity!: 'error' | 'confirm';

  @Field(() => String, { description: 'What it is, as a sentence.' })
  readonly message!: string;

  @Field(() => [String], { description: 'Values that would be taken instead.' })
  readonly accepted!: string[];
}

/** An entry to be added as GraphQL shows it. */
@ObjectType('PlannedPriceEntry', { description: 'An entry that a change set adds.' })
export class PlannedPriceEntryType {
  @Field(() => ID, {
    nullable: true,
    description: 'The draft that brings it; absent: it is what others leave of an entry, is put back, or follows its base.',
  })
  readonly draftId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The entry it replaces in our knowledge; absent: it replaces none.' })
  readonly corrects!: string | null;

  @Field(() => String, { description: 'Upper-case ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => TariffKind, { description: 'Whether it counts consumption or pieces.' })
  readonly kind!: 'metered' | 'flat';

  @Field(() => JsonScalar, { description: 'The whole tariff.' })
  readonly tariff!: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'What it rates by where it is based on another; absent: by its tariff.' })
  readonly ratedTariff!: unknown;

  @Field(() => DateTimeScalar, { description: 'The first instant at which it applies.' })
  readonly validFrom!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first instant at which it no longer applies; absent: none is known.' })
  readonly validUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the price was read.' })
  readonly source!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The UTC day the source was read.' })
  readonly checkedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What a reader should know besides.' })
  readonly note!: string | null;

  @Field(() => [PriceDifferenceType], {
    description: 'In what it differs from what it corrects, or else from the price that applied before it.',
  })
  readonly differences!: PriceDifferenceType[];
}

/** A change of one key as GraphQL shows it. */
@ObjectType('PriceKeyChange', { description: 'What a change set does to one provider, model and mode.' })
export class PriceKeyChangeType {
  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The exact name of the model at the provider.' })
  readonly model!: string;

  @Field(() => ServiceMode, { description: 'The mode of service.' })
  readonly mode!: 'realtime' | 'batch';

  @Field(() => [PriceEntryType], { description: 'What is known before; of a published change set, those that it changed.' })
  readonly before!: PriceEntryType[];

  @Field(() => [ID], { description: 'Those that are no longer known as they were.' })
  readonly closes!: string[];

  @Field(() => [PlannedPriceEntryType], { description: 'What is known instead.' })
  readonly adds!: PlannedPriceEntryType[];

  @Field(() => [String], { description: 'All of it in words and figures.' })
  readonly sentences!: string[];
}

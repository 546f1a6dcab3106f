import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { PriceDifferenceType } from './price-difference.type.ts';
import { PriceEntryType } from './price-entry.type.ts';

const TimelineState = { PAST: 'past', IN_FORCE: 'in-force', SCHEDULED: 'scheduled', CORRECTED: 'corrected' } as const;
registerEnumType(TimelineState, {
  name: 'PriceTimelineState',
  description: 'Where an entry stands in time.',
  valuesConfig: {
    PAST: { description: 'It has applied, and no longer does.' },
    IN_FORCE: { description: 'It applies.' },
    SCHEDULED: { description: 'It will apply.' },
    CORRECTED: { description: 'We knew it once, and know better: it was corrected, cut, closed or withdrawn.' },
  },
});

/** An entry on a timeline as GraphQL shows it. */
@ObjectType('PriceTimelineEntry', { description: 'An entry on the timeline of a model.' })
export class PriceTimelineEntryType {
  @Field(() => PriceEntryType, { description: 'The entry.' })
  readonly entry!: PriceEntryType;

  @Field(() => TimelineState, { description: 'Where it stands in time.' })
  readonly state!: 'past' | 'in-force' | 'scheduled' | 'corrected';

  @Field(() => [PriceDifferenceType], {
    description: 'In what it differs from the one before it in time, of those we hold true; of the first: nothing.',
  })
  readonly differences!: PriceDifferenceType[];
}

/** One moment of a history as GraphQL shows it. */
@ObjectType('PriceHistoryMoment', { description: 'A moment at which what we knew of a model changed.' })
export class PriceHistoryMomentType {
  @Field(() => DateTimeScalar, { description: 'Since when it is known.' })
  readonly knownFrom!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The change set that was published then; absent: it was loaded, or entries were only ended.',
  })
  readonly changeSetId!: string | null;

  @Field(() => [PriceEntryType], { description: 'The entries that were known no longer.' })
  readonly closed!: PriceEntryType[];

  @Field(() => [PriceEntryType], { description: 'The entries that were known from then on.' })
  readonly added!: PriceEntryType[];
}

/** A timeline as GraphQL shows it. */
@ObjectType('PriceTimeline', {
  description: 'All prices of a provider, model and mode that were ever known: by the time they apply, and by the time we knew them.',
})
export class PriceTimelineType {
  @Field(() => [PriceTimelineEntryType], { description: 'Every entry by its start, then by when we knew it.' })
  readonly entries!: PriceTimelineEntryType[];

  @Field(() => [PriceHistoryMomentType], { description: 'What we knew, the first moment first.' })
  readonly history!: PriceHistoryMomentType[];
}

/** A difference of a key as GraphQL shows it. */
@ObjectType('PriceKeyDifference', { description: 'How the price of a provider, model and mode differs between two instants.' })
export class PriceKeyDifferenceType {
  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The exact name of the model at the provider.' })
  readonly model!: string;

  @Field(() => ServiceMode, { description: 'The mode of service.' })
  readonly mode!: 'realtime' | 'batch';

  @Field(() => PriceEntryType, { nullable: true, description: 'The entry at the first instant; absent: there was none.' })
  readonly before!: PriceEntryType | null;

  @Field(() => PriceEntryType, { nullable: true, description: 'The entry at the second instant; absent: there was none.' })
  readonly after!: PriceEntryType | null;

  @Field(() => [PriceDifferenceType], { description: 'In what they differ; empty where there is only one.' })
  readonly differences!: PriceDifferenceType[];
}

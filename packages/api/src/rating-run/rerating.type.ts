import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { RatedSides, RunType } from './rating-run.type.ts';

/** A rerating as GraphQL shows it. */
@ObjectType('ReratingRun', {
  description:
    'What was charged, rated once more by the prices as they are known now, and the corrections that follow. Written once it is approved.',
})
export class ReratingRunType extends RunType {
  @Field(() => Int, { description: 'How many corrections it proposes, settlements of what was unbilled included.' })
  readonly proposed!: number;

  @Field(() => Int, { description: 'How many of them are written, or found to be overtaken.' })
  readonly written!: number;

  @Field(() => String, { nullable: true, description: 'Who approved it; absent: nobody has.' })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: nobody has.' })
  readonly approvedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When all of it was written; absent: it is not.' })
  readonly writtenAt!: Date | null;
}

const ItemStates = { PROPOSED: 'proposed', WRITTEN: 'written', OVERTAKEN: 'overtaken' } as const;
registerEnumType(ItemStates, {
  name: 'ReratingItemState',
  description: 'What became of a correction that was proposed.',
  valuesConfig: {
    PROPOSED: { description: 'Nothing is written of it.' },
    WRITTEN: { description: 'It is a correction of its charge, and stands in the ledger.' },
    OVERTAKEN: { description: 'The charge had another net or another price by the time it was to be written: nothing was.' },
  },
});

/** A proposed correction as GraphQL shows it. */
@ObjectType('ReratingItem', {
  description: 'A correction of what one generation cost, or was charged for; or its settlement, where it was unbilled.',
})
export class ReratingItemType {
  @Field(() => ID, { description: 'Which generation.' })
  readonly generationId!: string;

  @Field(() => ItemStates, { description: 'What became of it.' })
  readonly state!: string;

  @Field(() => MoneyType, { description: 'The net of its charge in the ledger, corrections and adjustments included.' })
  readonly was!: MoneyType;

  @Field(() => MoneyType, { description: 'What it becomes.' })
  readonly becomes!: MoneyType;

  @Field(() => MoneyType, { description: 'What it becomes minus what it was.' })
  readonly difference!: MoneyType;

  @Field(() => ID, { description: 'The price entry by which it becomes that.' })
  readonly priceEntryId!: string;

  @Field(() => Boolean, { description: 'Whether it was unbilled, on either side, and is settled by this, its hold with it.' })
  readonly settles!: boolean;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Of costs: what the caller is charged, where that was unbilled too; absent: it was not.',
  })
  readonly chargeBecomes!: MoneyType | null;
}

/** A row of a page of corrections. */
@ObjectType('ReratingItemEdge', { description: 'A correction in a list.' })
export class ReratingItemEdgeType {
  @Field(() => String, { description: 'Where it stands, to go on after it.' })
  readonly cursor!: string;

  @Field(() => ReratingItemType, { description: 'The correction.' })
  readonly node!: ReratingItemType;
}

/** A page of corrections. */
@ObjectType('ReratingItemConnection', { description: 'A page of the corrections that a re-rating proposes.' })
export class ReratingItemConnectionType {
  @Field(() => [ReratingItemEdgeType], { description: 'The corrections, in the order in which their generations were asked for.' })
  readonly edges!: readonly ReratingItemEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}

/** What is asked of a rerating. */
@InputType('ReratingInput', { description: 'Which usage is to be rated once more.' })
export class ReratingInput {
  @Field(() => DateTimeScalar, { description: 'Generations asked for from here on.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'And before this: at most 400 days later.' })
  readonly until!: string;

  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => RatedSides, {
    defaultValue: RatedSides.COST,
    description: 'What is rated: costs after a correction of the cost book, charges after one of a sell book.',
  })
  readonly of!: 'cost' | 'charge';
}

/** Likewise. */
export const ReratingRunResult = createUnionType({
  name: 'ReratingRunResult',
  description: 'The run as it stands now; or a refusal, under which nothing was changed.',
  types: () => [ReratingRunType, RefusalType] as const,
});

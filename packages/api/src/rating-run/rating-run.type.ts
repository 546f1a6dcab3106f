import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** States of a run in GraphQL's spelling. */
export const RunStates = {
  QUEUED: 'queued',
  RATING: 'rating',
  RATED: 'rated',
  APPROVED: 'approved',
  WRITTEN: 'written',
  DISCARDED: 'discarded',
  FAILED: 'failed',
} as const;
registerEnumType(RunStates, {
  name: 'RunState',
  description: 'How far a run has come.',
  valuesConfig: {
    QUEUED: { description: 'It waits for a worker.' },
    RATING: { description: 'Usage is rated, set by set: its sums grow.' },
    RATED: { description: 'All of it is rated. An impact has come to its end; a re-rating waits for approval.' },
    APPROVED: { description: 'What it proposes is being written.' },
    WRITTEN: { description: 'What it proposed is written, but for what was overtaken.' },
    DISCARDED: { description: 'Nothing of what it proposed is ever written.' },
    FAILED: { description: 'It could not be carried on; the reason stands beside it.' },
  },
});

/** Dimensions in GraphQL's spelling. */
export const RunDimensions = { MODEL: 'model', PROVIDER: 'provider', MODE: 'mode', WORKSPACE: 'workspace', TEMPLATE: 'template' } as const;
registerEnumType(RunDimensions, {
  name: 'RunDimension',
  description: 'What the sums of a run can be grouped by.',
  valuesConfig: {
    MODEL: { description: 'The model, after aliases.' },
    PROVIDER: { description: 'Who made it.' },
    MODE: { description: 'Realtime or batch.' },
    WORKSPACE: { description: 'Whose usage it is.' },
    TEMPLATE: { description: 'The template of the prompt, whichever of its versions.' },
  },
});

/** One value of one dimension as GraphQL shows it. */
@ObjectType('RunKey', { description: 'The value of a dimension that a sum of a run stands for.' })
export class RunKeyType {
  @Field(() => RunDimensions, { description: 'The dimension.' })
  readonly dimension!: string;

  @Field(() => String, { nullable: true, description: 'Its value; absent: there is none, such as no template.' })
  readonly value!: string | null;

  @Field(() => String, { nullable: true, description: 'The value as people say it.' })
  readonly label!: string | null;
}

/** A sum of a run as GraphQL shows it. */
@ObjectType('RunSum', {
  description: 'What usage cost and what it comes to, exactly: each generation is rated by the engine that rated it first.',
})
export class RunSumType {
  @Field(() => [RunKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly RunKeyType[];

  @Field(() => Int, { description: 'How many generations were rated both ways.' })
  readonly generations!: number;

  @Field(() => Int, { description: 'How many of them come out otherwise.' })
  readonly changed!: number;

  @Field(() => MoneyType, { description: 'What they cost: the net of their charges, corrections included.' })
  readonly was!: MoneyType;

  @Field(() => MoneyType, { description: 'What they come to.' })
  readonly would!: MoneyType;

  @Field(() => MoneyType, { description: 'What they come to minus what they cost.' })
  readonly difference!: MoneyType;

  @Field(() => Int, { description: 'How many generations have no price, or no usage to price: they are in neither sum.' })
  readonly unpriced!: number;

  @Field(() => MoneyType, { description: 'What those cost.' })
  readonly unpricedWas!: MoneyType;

  @Field(() => Int, { description: 'How many are in doubt, unbilled or under way: nobody knows what they cost.' })
  readonly doubts!: number;
}

/** What both kinds of runs show. */
@ObjectType()
export abstract class RunType {
  @Field(() => ID, { description: 'To ask for it by.' })
  readonly id!: string;

  @Field(() => RunStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => MoneyBook, { description: 'Whose money.' })
  readonly book!: string;

  @Field(() => DateTimeScalar, { description: 'Generations asked for from here on.' })
  readonly from!: Date;

  @Field(() => DateTimeScalar, { description: 'And before this.' })
  readonly until!: Date;

  @Field(() => String, { description: 'Who started it.' })
  readonly startedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When all of it was rated; absent: it is not yet.' })
  readonly ratedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many generations are in it; absent: they are not counted yet.' })
  readonly total!: number | null;

  @Field(() => Int, { description: 'How many of them are rated.' })
  readonly rated!: number;

  @Field(() => String, { nullable: true, description: 'Why it could not be carried on, as a sentence; absent: it could.' })
  readonly failure!: string | null;
}

/** What usage would have cost, as GraphQL shows it. */
@ObjectType('ImpactRun', {
  description: 'What usage would have cost under a draft, at another provider, or both. It goes on whether anybody looks or not.',
})
export class ImpactRunType extends RunType {
  @Field(() => ID, { nullable: true, description: 'The change set whose drafts it is rated under; absent: none.' })
  readonly changeSetId!: string | null;

  @Field(() => Int, { nullable: true, description: 'The row version of the change set that is rated.' })
  readonly changeSetVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'At whose prices, whoever made it; absent: at those of who made it.' })
  readonly provider!: string | null;
}

/** A rerating as GraphQL shows it. */
@ObjectType('ReratingRun', {
  description:
    'What was charged, rated once more by the prices as they are known now, and the corrections that follow. Written once it is approved.',
})
export class ReratingRunType extends RunType {
  @Field(() => Int, { description: 'How many corrections it proposes.' })
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
@ObjectType('ReratingItem', { description: 'A correction of what one generation cost.' })
export class ReratingItemType {
  @Field(() => ID, { description: 'Whose cost.' })
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

/** What is asked of an impact. */
@InputType('ImpactInput', { description: 'Which usage is to be rated, and by what. At least one of change set and provider is given.' })
export class ImpactInput {
  @Field(() => ID, { nullable: true, description: 'The change set whose drafts are taken as if they held already; absent: none.' })
  readonly changeSetId?: string | null;

  @Field(() => String, { nullable: true, description: 'At whose prices; absent: at those of who made it.' })
  readonly provider?: string | null;

  @Field(() => DateTimeScalar, { description: 'Generations asked for from here on.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'And before this: at most 400 days later.' })
  readonly until!: string;

  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => Boolean, { defaultValue: false, description: 'True: the usage of every workspace that you may read. False: of this one.' })
  readonly everyWorkspace!: boolean;
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
}

/** Either the run, or why not. */
export const ImpactRunResult = createUnionType({
  name: 'ImpactRunResult',
  description: 'The run; or a refusal, under which none was started.',
  types: () => [ImpactRunType, RefusalType] as const,
});

/** Likewise. */
export const ReratingRunResult = createUnionType({
  name: 'ReratingRunResult',
  description: 'The run as it stands now; or a refusal, under which nothing was changed.',
  types: () => [ReratingRunType, RefusalType] as const,
});

import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** States of a run in GraphQL's spelling. */
const RunStates = {
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

/** Sides in GraphQL's spelling. */
export const RatedSides = { COST: 'cost', CHARGE: 'charge' } as const;
registerEnumType(RatedSides, {
  name: 'RatedSide',
  description: 'What a run rates.',
  valuesConfig: {
    COST: { description: 'What providers take.' },
    CHARGE: { description: 'What callers are charged.' },
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

  @Field(() => RatedSides, { description: 'What is rated: what providers take, or what callers are charged.' })
  readonly of!: string;

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

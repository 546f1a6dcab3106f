import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';

/** Dimensions in GraphQL's spelling. */
export const MarginDimensions = { MODEL: 'model', WORKSPACE: 'workspace', TEMPLATE: 'template', DAY: 'day', MONTH: 'month' } as const;
registerEnumType(MarginDimensions, {
  name: 'MarginDimension',
  description: 'What a margin can be grouped by.',
  valuesConfig: {
    MODEL: { description: 'The model, after aliases.' },
    WORKSPACE: { description: 'The workspace, of those in which the caller sees costs.' },
    TEMPLATE: { description: 'The template of the prompt, whichever of its versions.' },
    DAY: { description: 'The accounting day.' },
    MONTH: { description: 'The month of the accounting day.' },
  },
});

/** One value of one dimension as GraphQL shows it. */
@ObjectType('MarginKey', { description: 'The value of a dimension that a group of margins stands for.' })
export class MarginKeyType {
  @Field(() => MarginDimensions, { description: 'The dimension.' })
  readonly dimension!: string;

  @Field(() => String, { nullable: true, description: 'Its value; absent: there is none, such as no template.' })
  readonly value!: string | null;

  @Field(() => String, { nullable: true, description: 'The value as people say it.' })
  readonly label!: string | null;
}

/** A group of margins as GraphQL shows it. */
@ObjectType('MarginGroup', { description: 'What was charged, what providers took and what is left, under one value of each dimension.' })
export class MarginGroupType {
  @Field(() => [MarginKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly MarginKeyType[];

  @Field(() => MoneyType, { description: 'What workspaces were charged at sell prices, in this currency.' })
  readonly revenue!: MoneyType;

  @Field(() => MoneyType, { description: 'What providers took, delivered or not, in this currency.' })
  readonly cost!: MoneyType;

  @Field(() => MoneyType, { description: 'Revenue minus cost. Currencies are never converted.' })
  readonly margin!: MoneyType;
}

import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';

/** Dimensions in GraphQL's spelling. */
export const SpendDimensions = {
  TEMPLATE: 'template',
  TEMPLATE_VERSION: 'template-version',
  STAGE: 'stage',
  OUTCOME: 'outcome',
  PROVIDER: 'provider',
  MODEL: 'model',
} as const;
registerEnumType(SpendDimensions, {
  name: 'SpendDimension',
  description: 'What spending can be grouped by.',
  valuesConfig: {
    TEMPLATE: { description: 'The template of the prompt, whichever of its versions.' },
    TEMPLATE_VERSION: { description: 'The version of the template.' },
    STAGE: { description: 'The stage of the work.' },
    OUTCOME: { description: 'What became of each image, as was said last. A generation is shared equally among its images.' },
    PROVIDER: { description: 'Who bills.' },
    MODEL: { description: 'The model, after aliases.' },
  },
});

/** One value of one dimension as GraphQL shows it. */
@ObjectType('SpendKey', { description: 'The value of a dimension that a group of spending stands for.' })
export class SpendKeyType {
  @Field(() => SpendDimensions, { description: 'The dimension.' })
  readonly dimension!: string;

  @Field(() => String, { nullable: true, description: 'Its value, to filter by; absent: there is none, such as no template.' })
  readonly value!: string | null;

  @Field(() => String, { nullable: true, description: 'The value as people say it.' })
  readonly label!: string | null;
}

/** A group of spending as GraphQL shows it. */
@ObjectType('SpendGroup', { description: 'What providers took under one value of each dimension.' })
export class SpendGroupType {
  @Field(() => [SpendKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly SpendKeyType[];

  @Field(() => MoneyType, {
    description: 'The sum of the ledger lines, corrections included. All groups together are the ledger, to the last digit.',
  })
  readonly total!: MoneyType;

  @Field(() => Int, { description: 'How many generations have a part in it.' })
  readonly generations!: number;

  @Field(() => Int, { description: 'How many images have a part in it.' })
  readonly images!: number;
}

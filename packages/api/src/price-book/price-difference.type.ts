import type { EntryDifference } from '@halfpenny/core';
import { Field, Int, ObjectType } from 'type-graphql';

/** A difference as GraphQL shows it. */
@ObjectType('PriceDifference', { description: 'One thing in which two entries differ.' })
export class PriceDifferenceType {
  @Field(() => String, { description: 'What: "components.image_output", "validUntil", "minimumCharge".' })
  readonly field!: string;

  @Field(() => String, { nullable: true, description: 'As the first entry has it; absent: it has none.' })
  readonly before?: string | undefined;

  @Field(() => String, { nullable: true, description: 'As the second entry has it; absent: it has none.' })
  readonly after?: string | undefined;

  @Field(() => Int, {
    nullable: true,
    description: 'How much dearer, in tenths of a percent: 200 is 20.0% more; absent: it is no price of both.',
  })
  readonly permille?: number | undefined;

  @Field(() => String, { description: 'In words and figures.' })
  readonly sentence!: string;
}

/** A difference → what GraphQL shows. */
export function showDifference({ field, before, after, permille, sentence }: EntryDifference): PriceDifferenceType {
  return { field, before, after, permille, sentence };
}

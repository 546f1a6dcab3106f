import { Field, Int, ObjectType } from 'type-graphql';

/** What waits for as long as each other, as far as it is told of everything that waits. */
@ObjectType()
export abstract class AgeBandType {
  @Field(() => Int, { description: 'They wait for at least so many days.' })
  readonly fromDays!: number;

  @Field(() => Int, { nullable: true, description: 'And for fewer than so many; absent: for any number.' })
  readonly untilDays!: number | null;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../platform/scalars.ts';

/** A line that came out otherwise, as GraphQL shows it. */
@ObjectType('RecomputedDifference', { description: 'A ledger line whose amount the price entry it cites does not give.' })
export class RecomputedDifferenceType {
  @Field(() => ID, { description: 'The transaction of the line.' })
  readonly transaction!: string;

  @Field(() => Int, { description: 'Its place in the transaction, from 0.' })
  readonly position!: number;

  @Field(() => DecimalScalar, { description: 'The amount that is stored.' })
  readonly stored!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'The amount that the entry gives; absent: it gives none.' })
  readonly recomputed!: string | null;
}

/** What rating a span again found, as GraphQL shows it. */
@ObjectType('Recomputation', { description: 'Every usage line of a span, rated again from the price entry it cites.' })
export class RecomputationType {
  @Field(() => Int, { description: 'How many lines were rated.' })
  readonly lines!: number;

  @Field(() => [RecomputedDifferenceType], { description: 'Lines that came out otherwise. There should never be one.' })
  readonly differences!: readonly RecomputedDifferenceType[];
}

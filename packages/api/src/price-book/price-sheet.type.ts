import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../platform/scalars.ts';

/** A whole book at once, as GraphQL shows it. */
@ObjectType('PriceSheet', {
  description: 'Every entry of a book that was known at an instant, of every period, in one piece: for whoever shows or searches it whole.',
})
export class PriceSheetType {
  @Field(() => String, { description: '"cost", or the name of a sell book.' })
  readonly book!: string;

  @Field(() => DateTimeScalar, { description: 'Whose knowledge it is.' })
  readonly knownAt!: string;

  @Field(() => Int, { description: 'How many entries it holds.' })
  readonly entryCount!: number;

  @Field(() => JsonScalar, {
    description:
      'The entries by provider, model, mode (realtime first) and start: each an object with the fields of PriceEntry but for book, components and sourceUrl.',
  })
  readonly entries!: unknown;
}

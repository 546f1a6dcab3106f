import { modelNames, priceEntryInput } from '@halfpenny/core';
import type { PriceBook, PriceEntry, PriceEntryInput } from '@halfpenny/core';
import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import type { Database } from '../platform/database.ts';
import { JsonScalar } from '../platform/scalars.ts';
import { withBook, type BookInMemory } from './book-in-memory.ts';

/** What a workspace is charged by, as GraphQL shows it. */
@ObjectType('ChargedPrices', {
  description: 'What quotes of this workspace are priced by: enough to price a request elsewhere, to the same digit.',
})
export class ChargedPricesType {
  @Field(() => JsonScalar, {
    description:
      'The entries of every period, of the models that can be quoted, as lines of a price list with the ids that quotes pin: {"id", "provider", "model", "mode", "currency", "from", "until", "components", …}. What is based on another price has prices of its own here.',
  })
  readonly entries!: readonly PriceEntryInput[];
}

/** Hands out what a workspace is charged by. */
@Resolver()
export class ChargedPricesResolver {
  constructor(private readonly shelf: { readonly database: Database; readonly book: BookInMemory }) {}

  @Query(() => ChargedPricesType, { description: 'What quotes of this workspace are priced by, as known now.' })
  async chargedPrices(@Ctx() { workspaceId }: RequestContext): Promise<ChargedPricesType> {
    return await withBook(this.shelf, workspaceId, async (_tx, held) => ({ entries: quotable(held.book) }));
  }
}

function quotable({ entries }: PriceBook): readonly PriceEntryInput[] {
  const models = new Set(modelNames());
  return entries.filter(({ model }) => models.has(model)).map(ownPrices);
}

/** An entry whose base was looked up, as one with prices of its own. */
function ownPrices({ basedOn: _basedOn, ...entry }: PriceEntry): PriceEntryInput {
  return priceEntryInput(entry);
}

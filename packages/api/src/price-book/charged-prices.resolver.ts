import { modelNames, priceEntryInput } from '@halfpenny/core';
import type { PriceBook, PriceEntry, PriceEntryInput } from '@halfpenny/core';
import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { seesCost } from '../access/sees-cost.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { DateTimeScalar, JsonScalar } from '../platform/scalars.ts';
import { booksKnownAt, withBook, type BookInMemory } from './book-in-memory.ts';

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

  @Field(() => Boolean, { description: 'Whether they are sell prices, and not what providers take.' })
  readonly isSold!: boolean;
}

/** What it takes to say what a workspace is charged by. */
interface ChargedPricesParts {
  readonly database: Database;
  readonly book: BookInMemory;
  readonly clock: Clock;
}

/** Hands out what a workspace is charged by. Whoever does not see costs sees them here where they are what is charged, as its quotes show them. */
@Resolver()
export class ChargedPricesResolver {
  constructor(private readonly parts: ChargedPricesParts) {}

  @Query(() => ChargedPricesType, {
    description: 'What quotes of this workspace are priced by: its sell prices where it has any by then, else what providers take.',
  })
  async chargedPrices(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'By when it has sell prices; absent: by now.' }) at?: string | null,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: 'Whose knowledge is asked for; absent: that of now.' })
    knownAt?: string | null,
  ): Promise<ChargedPricesType> {
    return await withBook(this.parts, workspaceId, async (tx, now) => {
      const held = knownAt == null ? now : await booksKnownAt(tx, knownAt);
      const sold = held.soldTo(workspaceId, at ?? this.parts.clock().toISOString());
      const entries = quotable(sold ?? held.book);
      const isSold = sold !== undefined;
      return { isSold, entries: !isSold || seesCost(caller) ? entries : entries.map(withoutOrigin) };
    });
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

/** What a sell price came from, and what was noted beside it, is not for whoever is charged by it. */
function withoutOrigin({ source: _source, note: _note, ...entry }: PriceEntryInput): PriceEntryInput {
  return entry;
}

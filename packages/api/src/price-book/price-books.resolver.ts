import { sql } from 'drizzle-orm';
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { seesCost } from '../access/sees-cost.ts';
import { withWorkspace } from '../platform/database.ts';
import { RefusalType, shownRefusal } from '../platform/refusal.type.ts';
import { booksSeen } from './books-seen.ts';
import { openSellBook, type BookParts, type BookRow } from './open-sell-book.ts';

const BookKinds = { COST: 'cost', SELL: 'sell' } as const;
registerEnumType(BookKinds, {
  name: 'PriceBookKind',
  description: 'Whose prices a book holds.',
  valuesConfig: { COST: { description: 'What providers take.' }, SELL: { description: 'What workspaces are charged.' } },
});

/** A book as GraphQL shows it. */
@ObjectType('PriceBook', { description: 'The cost book, or a sell book.' })
export class PriceBookType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => BookKinds, { description: 'Whose prices it holds.' })
  readonly kind!: 'cost' | 'sell';

  @Field(() => String, { description: 'What to ask for it by.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it holds for every workspace; a sell book of its own goes before it.' })
  readonly forAll!: boolean;
}

/** What opening a book leads to. */
const OpenSellBookResult = createUnionType({
  name: 'OpenSellBookResult',
  description: 'The book; or a refusal, under which nothing was changed.',
  types: () => [PriceBookType, RefusalType] as const,
});

/** Opens sell books, and lists the books there are. */
@Resolver()
export class PriceBooksResolver {
  constructor(private readonly parts: BookParts) {}

  @Query(() => [PriceBookType], { description: 'The books that the caller may see, by name.' })
  async priceBooks(@Ctx() { workspaceId, caller }: RequestContext): Promise<PriceBookType[]> {
    const seen = booksSeen({ workspaceId, cost: seesCost(caller) });
    const { rows } = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.execute<BookRow>(
        sql`SELECT id, kind, name, scope = '*' AS "forAll" FROM price_book WHERE id IN ${seen} ORDER BY kind, name, scope = '*'`,
      ),
    );
    return rows.map(shownBook);
  }

  @Mutation(() => OpenSellBookResult, {
    description:
      'Opens the sell book of this workspace, or the one for all. Its prices are drafted, reviewed and published like all others.',
  })
  async openSellBook(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('name', () => String, { description: 'Small letters, digits and hyphens; not cost.' }) name: string,
    @Arg('forAll', () => Boolean, { defaultValue: false, description: 'Whether it is for every workspace that has none of its own.' })
    forAll: boolean,
  ): Promise<PriceBookType | RefusalType> {
    const opened = await openSellBook(this.parts, { workspaceId, name, forAll });
    return opened.ok ? shownBook(opened.value) : shownRefusal(opened.refusal);
  }
}

function shownBook(book: BookRow): PriceBookType {
  return Object.assign(new PriceBookType(), book);
}

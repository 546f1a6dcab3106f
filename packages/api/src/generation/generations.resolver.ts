import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ownOnly } from '../access/own-only.ts';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { citedEntries, withBook } from '../price-book/book-in-memory.ts';
import { choiceOf, GenerationConnection, GenerationFilter } from './generation-connection.type.ts';
import { countGenerations, listGenerations } from './list-generations.ts';
import type { GenerationParts } from './parts.ts';
import { readGenerations } from './read-generation.ts';
import { citedBy, showGeneration } from './show-generation.ts';

/** Lists generations. */
@Resolver(() => GenerationConnection)
export class GenerationsResolver {
  constructor(private readonly parts: GenerationParts) {}

  @Query(() => GenerationConnection, {
    description: 'Generations of this workspace, the newest first. The key of an application sees its own.',
  })
  async generations(
    @Ctx() context: RequestContext,
    @Arg('filter', () => GenerationFilter, { nullable: true, description: 'Which generations; absent: all.' })
    filter: GenerationFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the newest.' })
    after?: string | null,
  ): Promise<GenerationConnection> {
    const page = askedPage(first, after);
    const choice = { ...choiceOf(filter), askedBy: ownOnly(context.caller) };
    return await withBook(this.parts, context.workspaceId, async (tx, held) => {
      const { ids, more } = await listGenerations(tx, choice, page);
      const found = await readGenerations(tx, context.workspaceId, ids);
      const entries = await citedEntries(tx, held, found.flatMap(citedBy));
      const edges = found.map((record) => ({ cursor: cursorOf(record.generation.id), node: showGeneration(record, entries) }));
      const pageInfo = { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null };
      return Object.assign(new GenerationConnection(), { choice, edges, pageInfo });
    });
  }

  @FieldResolver(() => Int, {
    description: 'How many generations all pages have, counted as far as 10,000: 10,001 says that there are more.',
  })
  async totalCount(@Ctx() context: RequestContext, @Root() { choice }: GenerationConnection): Promise<number> {
    return await withWorkspace(this.parts.database, context.workspaceId, (tx) => countGenerations(tx, choice));
  }
}

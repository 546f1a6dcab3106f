import { underPath, type Outcome } from '@halfpenny/core';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { approveLineItem, discardLineItem } from './decide-line-item.ts';
import type { KeepingParts } from './keep-statement.ts';
import { LineItemStates } from './line-item-enums.type.ts';
import { LineItemConnectionType, LineItemInput, LineItemResult, LineItemType, UnmappedLineItemType } from './line-item.type.ts';
import { proposeLineItem } from './propose-line-item.ts';
import { listLineItems, unmappedTexts, type ShownLineItem } from './read-line-items.ts';

/** Keeps what line items stand for: proposed by one, approved by another. */
@Resolver()
export class LineItemResolver {
  constructor(private readonly parts: Pick<KeepingParts, 'database' | 'clock' | 'newId'>) {}

  @Query(() => LineItemConnectionType, { description: 'What the words of providers stand for, in the order it was proposed.' })
  async lineItemMap(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('state', () => LineItemStates, { nullable: true, description: 'Only entries in this state; absent: in any.' })
    state?: ShownLineItem['state'] | null,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, 1 to 200.' }) first = 200,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<LineItemConnectionType> {
    const page = askedPage(first, after);
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) => listLineItems(tx, { state: state ?? undefined, page }));
    const edges = found.slice(0, page.first).map((row) => ({ cursor: cursorOf(row.id), node: shownItem(row) }));
    return { edges, pageInfo: { hasNextPage: found.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @Query(() => [UnmappedLineItemType], {
    description: 'Open items: words on current lines that no approved entry is for. What comes to most stands first.',
  })
  async unmappedLineItems(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'Lines that begin on this day or later.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'And before this one.' }) until: string,
  ): Promise<UnmappedLineItemType[]> {
    if (from > until) throw new GraphQLError('A span ends after it begins.');
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) => unmappedTexts(tx, { from, until }));
    return found.map(({ amount, currency, ...text }) =>
      Object.assign(new UnmappedLineItemType(), { ...text, amount: { amount, currency } }),
    );
  }

  @Mutation(() => LineItemResult, {
    description: 'Proposes what the words of a provider stand for. It counts once another has approved it.',
  })
  async proposeLineItem(
    @Ctx() context: RequestContext,
    @Arg('input', () => LineItemInput, { description: 'What is proposed.' }) input: LineItemInput,
  ): Promise<LineItemType | RefusalType> {
    return await this.answer(context, await proposeLineItem(this.parts, context.caller, input), ['input']);
  }

  @Mutation(() => LineItemResult, {
    description: 'Approves what another proposed. It takes the place of what was known of the same words for its days.',
  })
  async approveLineItem(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Which entry.' }) id: string,
  ): Promise<LineItemType | RefusalType> {
    return await this.answer(context, await approveLineItem(this.parts, context.caller, id));
  }

  @Mutation(() => LineItemResult, { description: 'Decides against a proposal.' })
  async discardLineItem(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Which entry.' }) id: string,
  ): Promise<LineItemType | RefusalType> {
    return await this.answer(context, await discardLineItem(this.parts, context.caller, id));
  }

  private async answer(
    { workspaceId }: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<LineItemType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, [...path]));
    const page = { first: 1, after: undefined };
    const [found] = await withWorkspace(this.parts.database, workspaceId, (tx) => listLineItems(tx, { id: outcome.value, page }));
    const gone = { code: 'line-item-not-found', message: 'The line-item map has no entry of that id.', path: [], accepted: [] } as const;
    return found === undefined ? shownRefusal(gone) : shownItem(found);
  }
}

function shownItem(row: ShownLineItem): LineItemType {
  return Object.assign(new LineItemType(), row);
}

import { underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { ChangeSetState } from './change-set-enums.type.ts';
import { CreatePriceChangeSetInput, SaveDraftsInput } from './change-set-input.type.ts';
import type { ChangeSetParts } from './change-set-parts.ts';
import { PriceChangeSetConnection, PriceChangeSetResult, PriceChangeSetType } from './change-set.type.ts';
import { listChangeSets, readChangeSet } from './read-change-sets.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';
import { reviewChangeSet } from './review-change-set.ts';
import { createChangeSet, saveDrafts } from './save-drafts.ts';
import { showChangeSet } from './show-change-set.ts';

const seenVersion = { description: 'The row version that was read: another one is refused as stale.' };

/** Drafts change sets, lists them, and takes them through review. */
@Resolver()
export class ChangeSetResolver {
  constructor(private readonly parts: ChangeSetParts) {}

  @Query(() => PriceChangeSetType, { nullable: true, description: 'A change set of this workspace; null where there is none of that id.' })
  async priceChangeSet(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id it was given.' }) id: string,
  ): Promise<PriceChangeSetType | null> {
    if (!isId(id)) return null;
    const record = await withWorkspace(this.parts.database, context.workspaceId, (tx) => readChangeSet(tx, id));
    return record === undefined ? null : showChangeSet(record, context.caller);
  }

  @Query(() => PriceChangeSetConnection, { description: 'The change sets of this workspace, the latest first.' })
  async priceChangeSets(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
    @Arg('state', () => ChangeSetState, { nullable: true, description: 'Only those that have come so far; absent: all.' })
    state?: ChangeSetRecord['set']['state'] | null,
    @Arg('book', () => String, {
      nullable: true,
      description: 'Only those of this book: "cost", or the name of a sell book; absent: of all.',
    })
    book?: string | null,
  ): Promise<PriceChangeSetConnection> {
    const page = askedPage(first, after);
    const found = await withWorkspace(this.parts.database, context.workspaceId, (tx) =>
      listChangeSets(tx, { state: state ?? undefined, book: book ?? undefined }, page),
    );
    const edges = found.records.map((record) => ({ cursor: cursorOf(record.set.id), node: showChangeSet(record, context.caller) }));
    return { edges, pageInfo: { hasNextPage: found.more, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: found.total };
  }

  @Mutation(() => PriceChangeSetResult, { description: 'Makes a change set: nothing of it is in force before it is published.' })
  async createPriceChangeSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreatePriceChangeSetInput, { description: 'What is to be made.' }) input: CreatePriceChangeSetInput,
  ): Promise<PriceChangeSetType | RefusalType> {
    return shown(await createChangeSet(this.parts, context.caller, input), context, ['input']);
  }

  @Mutation(() => PriceChangeSetResult, { description: 'Saves drafts of a change set together, and takes it back from review.' })
  async saveDrafts(
    @Ctx() context: RequestContext,
    @Arg('input', () => SaveDraftsInput, { description: 'What is to be saved.' }) input: SaveDraftsInput,
  ): Promise<PriceChangeSetType | RefusalType> {
    return shown(await saveDrafts(this.parts, context.caller, input), context, ['input']);
  }

  @Mutation(() => PriceChangeSetResult, { description: 'Asks for a review.' })
  async submitPriceChangeSet(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The change set.' }) id: string,
    @Arg('rowVersion', () => Int, seenVersion) rowVersion: number,
    @Arg('comment', () => String, { defaultValue: '', description: 'For whoever reviews it.' }) comment: string,
  ): Promise<PriceChangeSetType | RefusalType> {
    return shown(await reviewChangeSet(this.parts, context.caller, { id, rowVersion }, { verdict: 'submit', comment }), context);
  }

  @Mutation(() => PriceChangeSetResult, { description: 'Sends a change set back to who wrote it, with a comment.' })
  async sendBackPriceChangeSet(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The change set.' }) id: string,
    @Arg('rowVersion', () => Int, seenVersion) rowVersion: number,
    @Arg('comment', () => String, { description: 'What is to be changed.' }) comment: string,
  ): Promise<PriceChangeSetType | RefusalType> {
    return shown(await reviewChangeSet(this.parts, context.caller, { id, rowVersion }, { verdict: 'send_back', comment }), context);
  }

  @Mutation(() => PriceChangeSetResult, { description: 'Gives a change set up; it can still be read.' })
  async discardPriceChangeSet(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The change set.' }) id: string,
    @Arg('rowVersion', () => Int, seenVersion) rowVersion: number,
    @Arg('comment', () => String, { defaultValue: '', description: 'Why.' }) comment: string,
  ): Promise<PriceChangeSetType | RefusalType> {
    return shown(await reviewChangeSet(this.parts, context.caller, { id, rowVersion }, { verdict: 'discard', comment }), context);
  }
}

/** A change set as its resolvers show it, or why not. */
function shown(outcome: Outcome<ChangeSetRecord>, { caller }: RequestContext, path: readonly string[] = []) {
  return outcome.ok ? showChangeSet(outcome.value, caller) : shownRefusal(underPath(outcome.refusal, path));
}

import { underPath, type Outcome } from '@halfpenny/core';
import { eq, inArray } from 'drizzle-orm';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import type { CarryingParts } from './carry-out.ts';
import { decideResolution } from './decide-resolution.ts';
import { recordedSide, statedSide } from './read-sides.ts';
import {
  ItemResolutionResult,
  ReconciliationItemType,
  RecordedSideType,
  ResolveItemsInput,
  StatedSideType,
  type ItemResolutionType,
} from './reconciliation-item.type.ts';
import { itemResolutionTable } from './reconciliation.table.ts';
import { resolveItems } from './resolve-items.ts';
import { resolveMatching } from './resolve-matching.ts';
import { MatchingItemsResolvedType, MatchingItemsResult, ResolveMatchingItemsInput } from './resolve-matching.type.ts';
import { showResolution } from './show-reconciliation.ts';

/** Decides items, and shows both raw sides of one. */
@Resolver(() => ReconciliationItemType)
export class ReconciliationItemResolver {
  constructor(private readonly parts: CarryingParts) {}

  @Mutation(() => ItemResolutionResult, {
    description:
      'Decides items of an accepted statement, many at once. What is at stake above the threshold of the run waits for another to approve it.',
  })
  async resolveItems(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResolveItemsInput, { description: 'The items, and what is decided.' }) input: ResolveItemsInput,
  ): Promise<ItemResolutionType | RefusalType> {
    const { reconciliationId: runId, ...asked } = input;
    return await this.answer(context, await resolveItems(this.parts, context.caller, { ...asked, runId }), ['input']);
  }

  @Mutation(() => MatchingItemsResult, {
    description:
      'Decides every item that a filter chooses, however many. What cannot be decided so is refused item by item; the rest is decided.',
  })
  async resolveMatchingItems(
    @Ctx() { caller, workspaceId }: RequestContext,
    @Arg('input', () => ResolveMatchingItemsInput, { description: 'The filter, and what is decided.' }) input: ResolveMatchingItemsInput,
  ): Promise<MatchingItemsResolvedType | RefusalType> {
    const { reconciliationId: runId, parts, causes, states, ...asked } = input;
    const choice = { parts: parts ?? undefined, causes: causes ?? undefined, states: states ?? undefined };
    const outcome = await resolveMatching(this.parts, caller, { ...asked, runId, choice });
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    const { id } = itemResolutionTable;
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx
        .select()
        .from(itemResolutionTable)
        .where(inArray(id, [...outcome.value.resolutions])),
    );
    return Object.assign(new MatchingItemsResolvedType(), { ...outcome.value, resolutions: found.map(showResolution) });
  }

  @Mutation(() => ItemResolutionResult, { description: 'Approves what another decided, and has it carried out.' })
  async approveResolution(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the resolution.' }) id: string,
  ): Promise<ItemResolutionType | RefusalType> {
    return await this.answer(context, await decideResolution(this.parts, context.caller, { id, approve: true }));
  }

  @Mutation(() => ItemResolutionResult, { description: 'Discards what was decided and is not done; its items stand as they did before.' })
  async discardResolution(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the resolution.' }) id: string,
  ): Promise<ItemResolutionType | RefusalType> {
    return await this.answer(context, await decideResolution(this.parts, context.caller, { id, approve: false }));
  }

  @FieldResolver(() => [StatedSideType], { description: 'Its lines as they were received, 50 at most.' })
  async stated(@Ctx() { workspaceId }: RequestContext, @Root() item: ReconciliationItemType): Promise<StatedSideType[]> {
    return [...(await withWorkspace(this.parts.database, workspaceId, (tx) => statedSide(tx, item.lineIds)))];
  }

  @FieldResolver(() => [RecordedSideType], { description: 'Its charges in this workspace, 50 at most.' })
  async recorded(@Ctx() { workspaceId }: RequestContext, @Root() item: ReconciliationItemType): Promise<RecordedSideType[]> {
    return [...(await withWorkspace(this.parts.database, workspaceId, (tx) => recordedSide(tx, item.chargeIds)))];
  }

  private async answer(
    { workspaceId }: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<ItemResolutionType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, [...path]));
    const [found] = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select().from(itemResolutionTable).where(eq(itemResolutionTable.id, outcome.value)),
    );
    if (found !== undefined) return showResolution(found);
    return shownRefusal({
      code: 'resolution-not-found',
      message: 'No resolution of this workspace has that id.',
      path: ['id'],
      accepted: [],
    });
  }
}

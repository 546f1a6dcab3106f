import { underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { approveRerating, discardRerating } from './decide-run.ts';
import { ReratingInput, ReratingItemConnectionType, ReratingRunResult, ReratingRunType } from './rerating.type.ts';
import { RunDimensions, RunSumType } from './rating-run.type.ts';
import { itemsOf, listRuns, readRun, sumsOf, type RunDimension } from './read-runs.ts';
import { showItem, showRerating, showSum } from './show-run.ts';
import { runsInSight } from './runs-in-sight.ts';
import { startRerating, type StartingParts } from './start-run.ts';

/** Rates once more what was charged, shows what follows from it, and has it written. */
@Resolver(() => ReratingRunType)
export class ReratingResolver {
  constructor(private readonly parts: StartingParts) {}

  @Mutation(() => ReratingRunResult, {
    description:
      'Starts to rate what was charged once more, by the prices as they are known now. It proposes corrections; nothing is written before it is approved.',
  })
  async startRerating(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReratingInput, { description: 'Which usage.' }) input: ReratingInput,
  ): Promise<ReratingRunType | RefusalType> {
    const { from, until, book, of: side } = input;
    return await this.answer(context, await startRerating(this.parts, context.caller, { from, until, book, side }), ['input']);
  }

  @Mutation(() => ReratingRunResult, {
    description:
      'Approves what a re-rating proposes, so that it is written: by another person than who started it, where the cost book asks for two.',
  })
  async approveRerating(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
  ): Promise<ReratingRunType | RefusalType> {
    return await this.answer(context, await approveRerating(this.parts, context.caller, id));
  }

  @Mutation(() => ReratingRunResult, { description: 'Discards what a re-rating proposes: nothing of it is ever written.' })
  async discardRerating(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
  ): Promise<ReratingRunType | RefusalType> {
    return await this.answer(context, await discardRerating(this.parts, context.caller, id));
  }

  @Query(() => ReratingRunType, {
    nullable: true,
    description: 'A re-rating as far as it has come; null where there is none of that id, and for whoever may not see its figures.',
  })
  async reratingRun(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
  ): Promise<ReratingRunType | null> {
    if (!isId(id)) return null;
    const [run] = await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      const found = await readRun(tx, 'rerating', id);
      return await runsInSight(tx, caller, found === undefined ? [] : [found]);
    });
    return run === undefined ? null : showRerating(run);
  }

  @Query(() => [ReratingRunType], { description: 'The latest re-ratings, the last one first.' })
  async reratingRuns(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 200.' }) first: number,
  ): Promise<ReratingRunType[]> {
    const page = askedPage(first, undefined);
    const runs = await withWorkspace(this.parts.database, workspaceId, async (tx) =>
      runsInSight(tx, caller, await listRuns(tx, 'rerating', undefined, page.first)),
    );
    return runs.map(showRerating);
  }

  @FieldResolver(() => [RunSumType], { description: 'Its sums so far: what changes most comes first.' })
  async sums(
    @Ctx() { workspaceId }: RequestContext,
    @Root() run: ReratingRunType,
    @Arg('by', () => [RunDimensions], { defaultValue: [], description: 'What to group by; none: one sum a currency.' }) by: RunDimension[],
  ): Promise<RunSumType[]> {
    const once = [...new Set(by)];
    const sums = await withWorkspace(this.parts.database, workspaceId, (tx) => sumsOf(tx, run.id, once));
    return sums.map((sum) => showSum(sum, once));
  }

  @FieldResolver(() => ReratingItemConnectionType, { description: 'The corrections it proposes.' })
  async items(
    @Ctx() { workspaceId }: RequestContext,
    @Root() run: ReratingRunType,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<ReratingItemConnectionType> {
    const page = askedPage(first, after);
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) => itemsOf(tx, run.id, page));
    const edges = found.slice(0, page.first).map((item) => ({ cursor: cursorOf(item.generationId), node: showItem(item) }));
    return { edges, pageInfo: { hasNextPage: found.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  private async answer(
    context: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<ReratingRunType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, [...path]));
    const run = await this.reratingRun(context, outcome.value);
    return (
      run ?? shownRefusal({ code: 'run-not-found', message: 'No re-rating of this workspace has that id.', path: ['id'], accepted: [] })
    );
  }
}

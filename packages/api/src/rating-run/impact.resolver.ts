import { underPath } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage } from '../platform/page.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { ImpactInput, ImpactRunResult, ImpactRunType } from './impact.type.ts';
import { RunDimensions, RunSumType } from './rating-run.type.ts';
import { listRuns, readRun, sumsOf, type RunDimension } from './read-runs.ts';
import { showImpact, showSum } from './show-run.ts';
import { runsInSight } from './runs-in-sight.ts';
import { startImpact, type StartingParts } from './start-run.ts';

/** Asks what usage would have cost, and tells how far the answer has come. */
@Resolver(() => ImpactRunType)
export class ImpactResolver {
  constructor(private readonly parts: StartingParts) {}

  @Mutation(() => ImpactRunResult, {
    description:
      'Starts to rate stored usage under the drafts of a change set, at another provider, or both. A price that a draft brings later is taken as if ' +
      'it held already. The run goes on by itself: ask impactRun for it.',
  })
  async startImpact(
    @Ctx() context: RequestContext,
    @Arg('input', () => ImpactInput, { description: 'Which usage, and by what.' }) input: ImpactInput,
  ): Promise<ImpactRunType | RefusalType> {
    const outcome = await startImpact(this.parts, context.caller, input);
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    const started = await this.impactRun(context, outcome.value);
    return started ?? shownRefusal({ code: 'run-not-found', message: 'No run of this workspace has that id.', path: [], accepted: [] });
  }

  @Query(() => ImpactRunType, {
    nullable: true,
    description: 'A run as far as it has come; null where there is none of that id, and for whoever may not see its figures.',
  })
  async impactRun(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the run.' }) id: string,
  ): Promise<ImpactRunType | null> {
    if (!isId(id)) return null;
    const [run] = await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      const found = await readRun(tx, 'impact', id);
      return await runsInSight(tx, caller, found === undefined ? [] : [found]);
    });
    return run === undefined ? null : showImpact(run);
  }

  @Query(() => [ImpactRunType], { description: 'The latest runs, the last one first.' })
  async impactRuns(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('changeSetId', () => ID, { nullable: true, description: 'Only those under this change set; absent: all.' })
    changeSetId?: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 200.' }) first = 20,
  ): Promise<ImpactRunType[]> {
    const page = askedPage(first, undefined);
    if (changeSetId != null && !isId(changeSetId)) return [];
    const runs = await withWorkspace(this.parts.database, workspaceId, async (tx) =>
      runsInSight(tx, caller, await listRuns(tx, 'impact', changeSetId ?? undefined, page.first)),
    );
    return runs.map(showImpact);
  }

  @FieldResolver(() => [RunSumType], { description: 'Its sums so far: what changes most comes first.' })
  async sums(
    @Ctx() { workspaceId }: RequestContext,
    @Root() run: ImpactRunType,
    @Arg('by', () => [RunDimensions], { defaultValue: [], description: 'What to group by; none: one sum a currency.' }) by: RunDimension[],
  ): Promise<RunSumType[]> {
    const once = [...new Set(by)];
    const sums = await withWorkspace(this.parts.database, workspaceId, (tx) => sumsOf(tx, run.id, once));
    return sums.map((sum) => showSum(sum, once));
  }
}

import { underPath } from '@halfpenny/core';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { readStages } from './read-stages.ts';
import { setStage } from './set-stage.ts';
import { SetStageInput, SetStageResult, StageType } from './stage.type.ts';

/** Sets stages and reads them. */
@Resolver()
export class StageResolver {
  constructor(private readonly database: Database) {}

  @Query(() => [StageType], { description: 'The stages of this workspace, in their order.' })
  async stages(@Ctx() context: RequestContext): Promise<StageType[]> {
    const stages = await withWorkspace(this.database, context.workspaceId, readStages);
    return stages.map((stage) => Object.assign(new StageType(), stage));
  }

  @Mutation(() => SetStageResult, {
    description: 'Sets a stage, for the first time or anew. Quotes that were made keep what they were made with.',
  })
  async setStage(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetStageInput, { description: 'What it is to be.' }) input: SetStageInput,
  ): Promise<StageType | RefusalType> {
    const outcome = await setStage(this.database, context.workspaceId, input);
    return outcome.ok ? Object.assign(new StageType(), outcome.value) : shownRefusal(underPath(outcome.refusal, ['input']));
  }
}

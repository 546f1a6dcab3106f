import { invariant } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { GeneratedImageType } from '../generation/generation.type.ts';
import { withWorkspace } from '../platform/database.ts';
import { perRequest } from '../platform/per-request.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import type { ImageVerdict } from './image-outcome.table.ts';
import { ImageOutcomeType, ImageVerdicts, RecordedOutcomeType, RecordOutcomeResult } from './outcome.type.ts';
import { readOutcomes, recordOutcome } from './record-outcome.ts';
import type { OutcomeParts, OutcomeRow } from './record-outcome.ts';

/** Records what became of images, and tells it of each. */
@Resolver(() => GeneratedImageType)
export class OutcomeResolver {
  private readonly outcomesOf: (context: RequestContext, generationId: string) => Promise<readonly OutcomeRow[] | undefined>;

  constructor(private readonly parts: OutcomeParts) {
    this.outcomesOf = perRequest((context: RequestContext, ids) =>
      withWorkspace(parts.database, context.workspaceId, async (tx) => Map.groupBy(await readOutcomes(tx, ids), (row) => row.generationId)),
    );
  }

  @Mutation(() => RecordOutcomeResult, {
    description: 'Adds what became of an image to what was said of it before. Saying again what was said last adds nothing.',
  })
  async recordOutcome(
    @Ctx() context: RequestContext,
    @Arg('generationId', () => ID, { description: 'Whose image it is.' }) generationId: string,
    @Arg('index', () => Int, { description: 'Which image, from 0.' }) index: number,
    @Arg('outcome', () => ImageVerdicts, { description: 'What became of it.' }) outcome: ImageVerdict,
    @Arg('reason', () => String, { nullable: true, description: 'Why, in at most 1,000 characters; absent: nobody says.' })
    reason?: string | null,
  ): Promise<RecordedOutcomeType | RefusalType> {
    const recorded = await recordOutcome(this.parts, context.caller, { generationId, index, outcome, reason });
    if (!recorded.ok) return shownRefusal(recorded.refusal);
    const outcomes = recorded.value.map(shownOutcome);
    const latest = outcomes.at(-1);
    invariant(latest !== undefined, 'What was just recorded can be read.');
    return Object.assign(new RecordedOutcomeType(), { generationId, index, outcome: latest, outcomes });
  }

  @FieldResolver(() => ImageOutcomeType, { nullable: true, description: 'What became of it, as was said last; absent: nobody said.' })
  async outcome(@Ctx() context: RequestContext, @Root() image: GeneratedImageType): Promise<ImageOutcomeType | null> {
    return (await this.outcomes(context, image)).at(-1) ?? null;
  }

  @FieldResolver(() => [ImageOutcomeType], { description: 'Everything that was said of it, the first first.' })
  async outcomes(@Ctx() context: RequestContext, @Root() image: GeneratedImageType): Promise<ImageOutcomeType[]> {
    const rows = (await this.outcomesOf(context, image.generationId)) ?? [];
    return rows.filter(({ position }) => position === image.index).map(shownOutcome);
  }
}

function shownOutcome({ number, outcome, reason, byName, recordedAt }: OutcomeRow): ImageOutcomeType {
  return { number, outcome, reason, by: byName, at: recordedAt };
}

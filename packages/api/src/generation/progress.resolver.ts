import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { ownOnly } from '../access/own-only.ts';
import type { RequestContext } from '../access/request-context.ts';
import { isId } from '../platform/identifiers.ts';
import { citedAt } from '../price-book/book-in-memory.ts';
import { awaitProgress } from './await-progress.ts';
import type { GenerationParts } from './parts.ts';
import { partialUrl } from './partial-url.ts';
import { GenerationProgressType } from './progress.type.ts';
import { readGeneration } from './read-generation.ts';
import type { GenerationName } from './read-generation.ts';
import { isDone, markOf } from './read-progress.ts';
import type { Progress } from './read-progress.ts';
import { citedBy, showGeneration } from './show-generation.ts';

/** Below the half minute after which many a proxy gives up on an answer. */
const waitSecondsMost = 25;

/** What is known already, and how long more is waited for. */
interface Patience {
  readonly after: string | null | undefined;
  readonly waitSeconds: number;
}

/** Says how far a generation has come, and waits for more. */
@Resolver()
export class ProgressResolver {
  constructor(private readonly parts: GenerationParts) {}

  @Query(() => GenerationProgressType, {
    nullable: true,
    description:
      'How far a generation has come; null where there is none. With "after" the answer waits until there is more to say than its mark did, ' +
      'or until the seconds are over: ask again with the new mark until it is done.',
  })
  async generationProgress(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the generation.' }) id: string,
    @Arg('after', () => String, { nullable: true, description: 'The mark of the last answer; absent: the answer does not wait.' })
    after: string | null | undefined,
    @Arg('waitSeconds', () => Int, { defaultValue: waitSecondsMost, description: 'How long the answer may wait, 0 to 25 seconds.' })
    waitSeconds: number,
  ): Promise<GenerationProgressType | null> {
    return isId(id) ? await this.answer(context, { id }, { after, waitSeconds }) : null;
  }

  @Query(() => GenerationProgressType, {
    nullable: true,
    description: 'The same by its request key, for whoever waits for the answer of generate elsewhere; null where the key was never used.',
  })
  async generationProgressByKey(
    @Ctx() context: RequestContext,
    @Arg('requestKey', () => String, { description: "The caller's idempotency key." }) requestKey: string,
    @Arg('after', () => String, { nullable: true, description: 'The mark of the last answer; absent: the answer does not wait.' })
    after: string | null | undefined,
    @Arg('waitSeconds', () => Int, { defaultValue: waitSecondsMost, description: 'How long the answer may wait, 0 to 25 seconds.' })
    waitSeconds: number,
  ): Promise<GenerationProgressType | null> {
    return requestKey.includes('\0') ? null : await this.answer(context, { requestKey }, { after, waitSeconds });
  }

  private async answer(
    context: RequestContext,
    name: GenerationName,
    { after, waitSeconds }: Patience,
  ): Promise<GenerationProgressType | null> {
    if (waitSeconds < 0 || waitSeconds > waitSecondsMost) {
      const message = `An answer waits from 0 to ${waitSecondsMost} seconds.`;
      throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', path: ['waitSeconds'] } });
    }
    const { workspaceId, caller } = context;
    const waiting = { workspaceId, name, by: ownOnly(caller), after: after ?? undefined, milliseconds: waitSeconds * 1000 };
    const progress = await awaitProgress(this.parts, waiting);
    return progress === undefined ? null : await this.show(workspaceId, progress);
  }

  private async show(workspaceId: string, progress: Progress): Promise<GenerationProgressType | null> {
    const record = await readGeneration(this.parts.database, workspaceId, { id: progress.id });
    if (record === undefined) return null;
    const entries = await citedAt(this.parts, { workspaceId, version: record.version }, citedBy(record));
    const { batch } = progress;
    return Object.assign(new GenerationProgressType(), {
      mark: markOf(progress),
      done: isDone(progress),
      generation: showGeneration(record, entries),
      partialImages: progress.partials
        .filter(({ removedAt }) => removedAt === null)
        .map((partial) => ({ ...partial, index: partial.position, url: partialUrl(partial) })),
      batch:
        batch === undefined
          ? null
          : { id: batch.id, providerBatchId: batch.providerBatchId, items: batch.items, itemsDone: batch.itemsDone },
    });
  }
}

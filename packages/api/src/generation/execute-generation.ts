import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { CallOutcome, ImageCall } from '../providers/provider.ts';
import { conclude } from './conclude.ts';
import { failedEnd, judgeFailure } from './judge-failure.ts';
import { judgeReply } from './judge-reply.ts';
import { keepImages } from './keep-images.ts';
import { endAttempt, openNextAttempt } from './next-attempt.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { pauseBeforeRetry } from './retry-policy.ts';

/**
 * Calls the provider outside any transaction, keeps the images, settles. A call that was surely not billed is made anew, as another attempt,
 * as far as the retry policy goes; any other outcome is concluded as it is.
 */
export async function executeGeneration(parts: GenerationParts, open: OpenGeneration): Promise<void> {
  let attempt: OpenAttempt | undefined = open.attempt;
  while (attempt !== undefined) attempt = await callOnce(parts, open, attempt);
}

/** One call, and what follows: the next attempt where there is one, undefined where the generation is concluded. */
async function callOnce(parts: GenerationParts, open: OpenGeneration, attempt: OpenAttempt): Promise<OpenAttempt | undefined> {
  const outcome = await open.provider.generate(imageCall(open, attempt));
  await parts.boundary('answered');
  const endedAt = parts.clock();
  const pause = pauseBeforeRetry(outcome, attempt.number);
  if (pause === undefined || outcome.kind === 'succeeded') {
    await settle(parts, open, { attempt, outcome, endedAt });
    return undefined;
  }
  const end = failedEnd(outcome, { provider: open.provider.name, endedAt });
  await untilStored(parts.pause, () => withWorkspace(parts.database, open.workspaceId, (tx) => endAttempt(tx, attempt.id, end)));
  await parts.boundary('attempt-failed');
  await parts.pause(pause);
  return await openNextAttempt(parts, open, attempt.number + 1);
}

interface EndedCall {
  readonly attempt: OpenAttempt;
  readonly outcome: CallOutcome;
  readonly endedAt: Date;
}

async function settle(parts: GenerationParts, open: OpenGeneration, { attempt, outcome, endedAt }: EndedCall): Promise<void> {
  const images = outcome.kind === 'succeeded' ? await keepImages({ ...parts, workspaceId: open.workspaceId }, outcome.images) : undefined;
  await parts.boundary('images-kept');
  const { workspaceId, id: generationId, providerAccountId } = open;
  const book = open.provider.simulated ? 'simulated' : 'real';
  const subject = { workspaceId, generationId, attemptId: attempt.id, providerAccountId, book } as const;
  await untilStored(parts.pause, () =>
    withBook(parts, workspaceId, async (tx, held) => {
      const verdict =
        outcome.kind === 'succeeded' && images !== undefined
          ? judgeReply(held.book, open, attempt, { outcome, endedAt, images })
          : judgeFailure(failedEnd(outcome as Exclude<CallOutcome, { kind: 'succeeded' }>, { provider: open.provider.name, endedAt }));
      await conclude(tx, subject, verdict, { newId: parts.newId, at: parts.clock() });
      await parts.boundary('settled-uncommitted');
    }),
  );
  await parts.boundary('settled');
}

/** The request as the caller gave it, under the name the offer was priced by, at the quality of its stage where it names none. */
function imageCall({ record, chosen }: OpenGeneration, attempt: OpenAttempt): ImageCall {
  const staged = chosen.offer.resolved.find(({ name, origin }) => name === 'quality' && origin === 'stage')?.value;
  const { prompt, n, size, quality = staged, background, outputFormat, outputCompression, moderation } = record.quote.request;
  const asked = { prompt, n, size, quality, background, outputFormat, outputCompression, moderation };
  return { attemptId: attempt.id, model: chosen.offer.model, ...asked };
}

import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import type { ImageCall } from '../providers/provider.ts';
import { failedEnd } from './judge-failure.ts';
import { partialKeeper } from './keep-partial.ts';
import { endAttempt, openNextAttempt } from './next-attempt.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { pauseBeforeRetry } from './retry-policy.ts';
import { settleCall } from './settle-call.ts';

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
  const outcome = await open.provider.generate(imageCall(open, attempt), partialKeeper(parts, open));
  await parts.boundary('answered');
  const endedAt = parts.clock();
  const pause = pauseBeforeRetry(outcome, attempt.number);
  if (pause === undefined || outcome.kind === 'succeeded') {
    await settleCall(parts, open, { attempt, outcome, endedAt });
    return undefined;
  }
  const end = failedEnd(outcome, { provider: open.provider.name, endedAt });
  await untilStored(parts.pause, () => withWorkspace(parts.database, open.workspaceId, (tx) => endAttempt(tx, attempt.id, end)));
  await parts.boundary('attempt-failed');
  await parts.pause(pause);
  return await openNextAttempt(parts, open, attempt.number + 1);
}

/** The request as the caller gave it, under the name the offer was priced by. */
function imageCall({ record, chosen }: OpenGeneration, attempt: OpenAttempt): ImageCall {
  const { prompt, n, size, quality, background, outputFormat, outputCompression, moderation, partialImages } = record.quote.request;
  const asked = { prompt, n, size, quality, background, outputFormat, outputCompression, moderation, partialImages };
  return { attemptId: attempt.id, model: chosen.offer.model, ...asked };
}

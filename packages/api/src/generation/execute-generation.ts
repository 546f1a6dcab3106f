import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import type { ImageCall } from '../providers/provider.ts';
import { editCall } from './edit-call.ts';
import { failedEnd } from './judge-failure.ts';
import { imageCall } from './image-call.ts';
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
  const outcome = await open.provider.generate(await callOf(parts, open, attempt), partialKeeper(parts, open));
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

async function callOf(parts: GenerationParts, open: OpenGeneration, attempt: OpenAttempt): Promise<ImageCall> {
  const { offer } = open.chosen;
  const { request } = open.record.quote;
  const edit = request.operation === 'edit' ? await editCall(parts, open) : undefined;
  return { ...imageCall({ attemptId: attempt.id, model: offer.model, request, resolved: offer.resolved }), edit };
}

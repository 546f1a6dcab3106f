import { invariant } from '@halfpenny/core';
import type { PriceBook } from '@halfpenny/core';
import { withWorkspace } from '../platform/database.ts';
import { untilStored } from '../platform/until-stored.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { CallOutcome, ImageCall } from '../providers/provider.ts';
import { conclude, concludeRunning } from './conclude.ts';
import { editCall } from './edit-call.ts';
import { failedEnd, judgeFailure } from './judge-failure.ts';
import { judgeReply } from './judge-reply.ts';
import { keepImages } from './keep-images.ts';
import type { KeptImages } from './keep-images.ts';
import { endAttempt, openNextAttempt } from './next-attempt.ts';
import { bookOf } from './open-generation.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { pauseBeforeRetry } from './retry-policy.ts';
import type { Subject, Verdict } from './verdict.ts';

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
  const outcome = await open.provider.generate(await imageCall(parts, open, attempt));
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

async function settle(parts: GenerationParts, open: OpenGeneration, ended: EndedCall): Promise<void> {
  const { outcome } = ended;
  const images = outcome.kind === 'succeeded' ? await keepImages({ ...parts, workspaceId: open.workspaceId }, outcome.images) : undefined;
  await parts.boundary('images-kept');
  const { workspaceId, id: generationId, providerAccountId } = open;
  const subject = { workspaceId, generationId, attemptId: ended.attempt.id, providerAccountId, book: bookOf(open.provider) };
  const verdictBy = (book: PriceBook): Verdict => judge(book, open, ended, images);
  await untilStored(parts.pause, () => concludeCall(parts, subject, verdictBy));
  await parts.boundary('settled');
}

function judge(book: PriceBook, open: OpenGeneration, { attempt, outcome, endedAt }: EndedCall, images: KeptImages | undefined): Verdict {
  if (outcome.kind !== 'succeeded') return judgeFailure(failedEnd(outcome, { provider: open.provider.name, endedAt }));
  invariant(images !== undefined, 'The images of a reply are kept before it is judged.');
  return judgeReply(book, open, attempt, { outcome, endedAt, images });
}

/** In one round trip as a rule: rated by the book in memory, while nobody else has ended the generation. */
async function concludeCall(parts: GenerationParts, subject: Subject, verdictBy: (book: PriceBook) => Verdict): Promise<void> {
  const writing = { newId: parts.newId, at: parts.clock() };
  const remembered = parts.book.remembered();
  if (remembered !== undefined) {
    const rated = { subject, verdict: verdictBy(remembered.book), version: remembered.version };
    if (await concludeRunning(parts.database, rated, writing)) return;
  }
  await withBook(parts, subject.workspaceId, (tx, held) => conclude(tx, subject, verdictBy(held.book), writing));
}

/** The request as the caller gave it, under the name the offer was priced by, at the quality of its stage where it names none. */
async function imageCall(parts: GenerationParts, open: OpenGeneration, attempt: OpenAttempt): Promise<ImageCall> {
  const { record, chosen } = open;
  const staged = chosen.offer.resolved.find(({ name, origin }) => name === 'quality' && origin === 'stage')?.value;
  const { prompt, n, size, quality = staged, background, outputFormat, outputCompression, moderation } = record.quote.request;
  const asked = { prompt, n, size, quality, background, outputFormat, outputCompression, moderation };
  const edit = record.quote.request.operation === 'edit' ? await editCall(parts, open) : undefined;
  return { attemptId: attempt.id, model: chosen.offer.model, ...asked, edit };
}

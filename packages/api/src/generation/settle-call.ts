import { invariant } from '@halfpenny/core';
import type { PriceBook } from '@halfpenny/core';
import { untilStored } from '../platform/until-stored.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { CallOutcome } from '../providers/provider.ts';
import { isSold } from '../quote/quote-record.ts';
import { conclude, concludeRunning } from './conclude.ts';
import { failedEnd, judgeFailure } from './judge-failure.ts';
import { judgeReply } from './judge-reply.ts';
import { keepImages } from './keep-images.ts';
import type { KeptImages } from './keep-images.ts';
import { bookOf } from './open-generation.ts';
import type { OpenAttempt, OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import type { Subject, Verdict } from './verdict.ts';

/** A call that ended, one way or another. */
export interface EndedCall {
  readonly attempt: OpenAttempt;
  readonly outcome: CallOutcome;
  readonly endedAt: Date;
}

/** Keeps the images of a call and concludes its generation by what it brought, in whichever process, and however late. */
export async function settleCall(parts: GenerationParts, open: OpenGeneration, ended: EndedCall): Promise<void> {
  const { outcome } = ended;
  const images = outcome.kind === 'succeeded' ? await keepImages({ ...parts, workspaceId: open.workspaceId }, outcome.images) : undefined;
  await parts.boundary('images-kept');
  const { workspaceId, id: generationId, providerAccountId } = open;
  const subject = { workspaceId, generationId, attemptId: ended.attempt.id, providerAccountId, book: bookOf(open.provider) };
  const verdictBy = (book: PriceBook): Verdict => judge(book, open, ended, images);
  const about = { subject, sold: isSold(open.chosen), verdictBy };
  await untilStored(parts.pause, () => concludeCall(parts, about));
  await parts.boundary('settled');
}

function judge(book: PriceBook, open: OpenGeneration, { attempt, outcome, endedAt }: EndedCall, images: KeptImages | undefined): Verdict {
  if (outcome.kind !== 'succeeded') return judgeFailure(failedEnd(outcome, { provider: open.provider.name, endedAt }));
  invariant(images !== undefined, 'The images of a reply are kept before it is judged.');
  return judgeReply(book, open, attempt, { outcome, endedAt, images });
}

interface ToSettle {
  readonly subject: Subject;
  readonly sold: boolean;
  readonly verdictBy: (book: PriceBook) => Verdict;
}

/** In one round trip as a rule: rated by the book in memory, while nobody else has ended the generation. */
async function concludeCall(parts: GenerationParts, { subject, sold, verdictBy }: ToSettle): Promise<void> {
  const writing = { newId: parts.newId, at: parts.clock() };
  const remembered = parts.book.remembered();
  if (remembered !== undefined) {
    const rated = { subject, verdict: verdictBy(remembered.book), version: remembered.version, sold };
    if (await concludeRunning(parts.database, rated, writing)) return;
  }
  await withBook(parts, subject.workspaceId, (tx, held) => conclude(tx, subject, verdictBy(held.book), writing));
}

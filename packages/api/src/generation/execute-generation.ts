import type { ImageCall } from '../providers/provider.ts';
import { keepImages } from './keep-images.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { settleFailure } from './settle-failure.ts';
import { settleSuccess } from './settle-success.ts';

/** Calls the provider once and outside any transaction, keeps the images, settles. */
export async function executeGeneration(parts: GenerationParts, open: OpenGeneration): Promise<void> {
  const outcome = await open.provider.generate(imageCall(open));
  const endedAt = parts.clock();
  if (outcome.kind !== 'succeeded') {
    await settleFailure(parts, open, { outcome, endedAt });
    return;
  }
  const images = await keepImages(parts.images, outcome.images);
  await settleSuccess(parts, open, { outcome, endedAt, images });
}

/** The request as the caller gave it, under the name the offer was priced by. */
function imageCall({ attemptId, record, chosen }: OpenGeneration): ImageCall {
  const { prompt, n, size, quality, background, outputFormat, outputCompression, moderation } = record.quote.request;
  return { attemptId, model: chosen.offer.model, prompt, n, size, quality, background, outputFormat, outputCompression, moderation };
}

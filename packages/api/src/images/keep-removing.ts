import type { Logger } from 'pino';
import { repeat } from '../platform/repeat.ts';
import { removeDueImages } from './remove-images.ts';
import type { RemovalParts } from './remove-images.ts';

/** Often enough for what is kept by hours and days. */
const everySeconds = 600;

/** Removes what is due again and again while the service lives. Answers with how to end it. */
export function keepRemoving(parts: RemovalParts, logger: Logger): () => Promise<void> {
  return repeat({ everySeconds, logger, failure: 'Images that are due could not be removed; the next time goes on.' }, async () => {
    const removed = await removeDueImages(parts);
    if (removed > 0) logger.info({ removed }, 'Uploads and images that were kept for their time are removed.');
  });
}

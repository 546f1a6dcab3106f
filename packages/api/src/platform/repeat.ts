import { setTimeout as after } from 'node:timers/promises';
import type { Logger } from 'pino';

/** How often, and what is said where it fails. */
export interface Repeating {
  readonly everySeconds: number;
  readonly logger: Logger;
  /** "A sweep failed; the next one goes on." */
  readonly failure: string;
}

/** Does something again and again while the service lives; what fails is logged and the next time goes on. Answers with how to end it. */
export function repeat({ everySeconds, logger, failure }: Repeating, work: () => Promise<void>): () => Promise<void> {
  const ending = new AbortController();
  const repeating = (async () => {
    while (await passed(everySeconds, ending.signal)) {
      try {
        await work();
      } catch (cause) {
        logger.warn({ err: cause }, failure);
      }
    }
  })();
  return async () => {
    ending.abort();
    await repeating;
  };
}

/** Waits; false where it was ended meanwhile. */
async function passed(seconds: number, signal: AbortSignal): Promise<boolean> {
  return await after(seconds * 1000, true, { ref: false, signal }).catch(() => false);
}

import type { Logger } from 'pino';
import { repeat } from '../platform/repeat.ts';
import { requeueLost } from './requeue-lost.ts';
import { sweep } from './sweep.ts';
import type { SweepParts } from './sweep.ts';

/** How often, and who hears of what went wrong. */
export interface Sweeping {
  readonly everySeconds: number;
  readonly logger: Logger;
}

/** Sweeps again and again while the service lives; a sweep that fails is logged and the next one goes on. Answers with how to end it. */
export function keepSweeping(parts: SweepParts, { everySeconds, logger }: Sweeping): () => Promise<void> {
  return repeat({ everySeconds, logger, failure: 'A sweep failed; the next one goes on.' }, async () => {
    const swept = await sweep(parts);
    if (swept > 0) logger.warn({ swept }, 'Generations that no process runs any more are marked: in doubt, or void.');
    const requeued = await requeueLost(parts);
    if (requeued > 0) logger.info({ requeued }, 'Work that waits got a job anew.');
  });
}

import { isPassing } from './passing-trouble.ts';
import type { Pause } from './pause.ts';

/** About a quarter of a minute: long enough for PostgreSQL to be started anew. */
const pausesMilliseconds = [50, 200, 500, 1000, 2000, 5000, 5000];

/**
 * Does what must not be lost, and again where the database fails in passing: `work` must do nothing the second time where the first was
 * committed and only its acknowledgement lost. Throws what still fails after the last pause, and what is no passing trouble at once.
 */
export async function untilStored<T>(pause: Pause, work: () => Promise<T>): Promise<T> {
  for (const milliseconds of pausesMilliseconds) {
    try {
      return await work();
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      await pause(milliseconds);
    }
  }
  return await work();
}

import { setTimeout as after } from 'node:timers/promises';

/** Waits for some milliseconds. What retries is handed one of these; tests hand in one that waits for nothing and remembers how long. */
export type Pause = (milliseconds: number) => Promise<void>;

/** A pause by the machine's own timers. */
export const realPause: Pause = async (milliseconds) => {
  await after(milliseconds);
};

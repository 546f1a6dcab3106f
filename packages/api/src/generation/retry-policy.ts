import type { CallOutcome } from '../providers/provider.ts';

/** How many calls one generation makes at most. */
const attemptsMost = 3;

/** The pause before the second attempt; it doubles from there. */
const firstPauseMilliseconds = 500;

/** A provider that asks for a longer pause is not waited for: the caller is told. */
const pauseMillisecondsMost = 20_000;

/**
 * How long to wait before the next attempt; undefined where there is none. Only what the provider surely did not bill is tried again, and
 * only where trying again can help. `Retry-After` is honoured: "3" after a 429 waits 3,000 ms, "60" ends it.
 */
export function pauseBeforeRetry(outcome: CallOutcome, number: number): number | undefined {
  if (outcome.kind !== 'unavailable' || !outcome.worthRetrying || number >= attemptsMost) return undefined;
  const own = firstPauseMilliseconds * 2 ** (number - 1);
  const pause = Math.max(own, outcome.retryAfterMilliseconds ?? 0);
  return pause <= pauseMillisecondsMost ? pause : undefined;
}

import type { Outcome } from './refusal.ts';

/** The value of an outcome that cannot be a refusal, because what went in was checked before. A refusal there is our own mistake, and throws. */
export function mustHold<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Invariant broken: refused though checked before: ${outcome.refusal.message}`);
  return outcome.value;
}

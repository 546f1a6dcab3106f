import type { Outcome } from '@halfpenny/core';

/** The value of an outcome; a refusal ends the bench with its sentence. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

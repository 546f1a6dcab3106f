import { invariant, parseInstant, type Instant } from '@halfpenny/core';

/** An instant that PostgreSQL, a clock or a checked argument wrote, to the last of its digits: a Date would drop its microseconds. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  invariant(instant.ok, 'An instant that was written here is one that core reads.');
  return instant.value;
}

import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { parseInstant } from '../time/instant.ts';
import type { Period } from '../time/period.ts';

/** A half-open period from two texts; `until` absent or null: it has not ended. Refuses what is no instant, and an end that is not after the start. */
export function readPeriod(from: string, until: string | null | undefined): Outcome<Period> {
  const start = parseInstant(from);
  if (!start.ok) return refused({ ...start.refusal, path: ['from'] });
  if (until === undefined || until === null) return accepted({ from: start.value, until: null });
  const end = parseInstant(until);
  if (!end.ok) return refused({ ...end.refusal, path: ['until'] });
  if (end.value > start.value) return accepted({ from: start.value, until: end.value });
  return refused({
    code: 'invalid-period',
    path: ['until'],
    message: `A period ends after it begins, and ${shown(until)} is not after ${shown(from)}.`,
  });
}

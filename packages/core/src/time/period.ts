import type { Instant } from './instant.ts';

/** A half-open period: `from` belongs to it, `until` does not. `until` null: it has not ended. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** True where the instant lies in the period; its first instant does, its last bound does not. */
export function isWithin(period: Period, at: Instant): boolean {
  return period.from <= at && (period.until === null || at < period.until);
}

/** True where two periods share an instant; periods that only touch share none. */
export function overlap(a: Period, b: Period): boolean {
  return (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);
}

import { daysBetween } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';

/** Days after which a price should be read again at its source before anybody relies on it. */
export const staleAfterDays = 90;

/** How long ago a source was read, and whether that is too long. A source never read is stale. */
export interface SourceAge {
  /** Whole days; null where nobody recorded a reading. */
  readonly days: number | null;
  readonly stale: boolean;
}

/** Example: sourceAge('2026-04-23', '2026-11-20') → { days: 211, stale: true }. */
export function sourceAge(checkedOn: UtcDay | null | undefined, today: UtcDay): SourceAge {
  if (!checkedOn) return { days: null, stale: true };
  const days = daysBetween(checkedOn, today);
  return { days, stale: days > staleAfterDays };
}

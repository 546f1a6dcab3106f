import { dayOf } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** The last day before a day, and the first day after it, on which some price begins or ends; undefined where there is none. */
export interface ChangeDays {
  readonly before: UtcDay | undefined;
  readonly after: UtcDay | undefined;
}

/** Example: of two entries that touch on 2026-11-01, seen from 2026-10-20: after 2026-11-01. */
export function changeDays(entries: readonly PriceEntryRow[], day: UtcDay): ChangeDays {
  let [before, after]: (UtcDay | undefined)[] = [];
  for (const { validFrom, validUntil } of entries) {
    for (const instant of [validFrom, validUntil]) {
      if (!instant) continue;
      const changed = dayOf(instant);
      if (changed < day && (before === undefined || changed > before)) before = changed;
      if (changed > day && (after === undefined || changed < after)) after = changed;
    }
  }
  return { before, after };
}

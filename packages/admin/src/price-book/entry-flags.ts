import { dayOf, daysAfter, daysBetween } from '../time/utc-day.ts';
import type { UtcDay } from '../time/utc-day.ts';
import type { PriceEntryRow } from './price-entry-row.ts';
import { staleAfterDays } from './source-age.ts';

/** What of an entry somebody should look at. */
export type EntryFlag = 'zero' | 'override' | 'stale' | 'ending';

/** Days before its end from which an entry is said to end. */
export const endingWithinDays = 30;

const isZero = (price: string) => !/[1-9]/.test(price);

/** The days by which the flags of a whole table are told, worked out once for it. */
export interface FlagDays {
  readonly today: UtcDay;
  readonly staleBefore: UtcDay;
  readonly endingBefore: UtcDay;
}

/** Example: flagDays('2026-11-20') → stale before 2026-08-22, ending before 2026-12-21. */
export function flagDays(today: UtcDay): FlagDays {
  return { today, staleBefore: daysAfter(today, -staleAfterDays), endingBefore: daysAfter(today, endingWithinDays + 1) };
}

/**
 * The flags of an entry on a day: a price of zero; an override, which stands in place of what we knew before; a source that nobody read for
 * long; an end that is near.
 */
export function entryFlags(entry: PriceEntryRow, { today, staleBefore, endingBefore }: FlagDays): readonly EntryFlag[] {
  const flags: EntryFlag[] = [];
  if (entry.components.some(({ price }) => isZero(price))) flags.push('zero');
  if (entry.corrects) flags.push('override');
  if (!entry.checkedOn || entry.checkedOn < staleBefore) flags.push('stale');
  const { validUntil } = entry;
  if (validUntil && validUntil > today && validUntil < endingBefore) flags.push('ending');
  return flags;
}

/** For how many days an entry has been in force, by a day; negative: in so many days it will be. */
export function daysInForce({ validFrom }: Pick<PriceEntryRow, 'validFrom'>, today: UtcDay): number {
  return daysBetween(dayOf(validFrom), today);
}

/** For how many days we have held it to be true. */
export function daysKnown({ knownFrom }: Pick<PriceEntryRow, 'knownFrom'>, today: UtcDay): number {
  return daysBetween(dayOf(knownFrom), today);
}

/** An age in words: "today", "1 day", "12 days". */
export function daysText(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? '1 day' : `${days} days`;
}

import { dayOf, writeDay, writeInstant } from '../time/utc-day.ts';

/** What time a line is about: a whole day as "3 Oct 2026", a single call by its instant, anything else by both ends. */
export function bucketText({ bucketStart, bucketEnd }: { readonly bucketStart: string; readonly bucketEnd: string }): string {
  if (bucketStart === bucketEnd) return writeInstant(bucketStart);
  const hours = (Date.parse(bucketEnd) - Date.parse(bucketStart)) / 3_600_000;
  if (hours === 24 && bucketStart.slice(10).startsWith('T00:00:00')) return writeDay(dayOf(bucketStart));
  return `${writeInstant(bucketStart)} – ${writeInstant(bucketEnd)}`;
}

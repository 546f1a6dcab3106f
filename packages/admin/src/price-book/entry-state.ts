import type { PriceEntryRow } from './price-entry-row.ts';

/** Where an instant finds an entry: before its period, within it, or after it. */
export type EntryState = 'scheduled' | 'in force' | 'ended';

/** What of an entry says when it applies. Instants are RFC 3339 with six decimals, as the API writes them. */
type Dated = Pick<PriceEntryRow, 'validFrom' | 'validUntil'>;

/** An instant as the API writes those of entries, so that texts sort as time does: "2026-11-20T12:00:00Z" → "2026-11-20T12:00:00.000000Z". */
export function sortableInstant(instant: string): string {
  const [, head = '', fraction = ''] = /^([^.Z]*)(?:\.(\d*))?Z$/.exec(instant) ?? [];
  return `${head}.${fraction.padEnd(6, '0')}Z`;
}

/** Whether an entry applies at an instant that `sortableInstant` made; its period is half-open. */
export function entryState({ validFrom, validUntil }: Dated, at: string): EntryState {
  if (validFrom > at) return 'scheduled';
  return validUntil && validUntil <= at ? 'ended' : 'in force';
}

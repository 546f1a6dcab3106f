import type { PriceEntry } from '@halfpenny/core';

/** The last instant before an instant, and the first after it, at which a price of some models begins or ends; undefined where there is none. */
export interface PriceChanges {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Looks through entries of every period. Instants are compared as times, however finely they are written. */
export function priceChanges(entries: readonly Pick<PriceEntry, 'validFrom' | 'validUntil'>[], at: string): PriceChanges {
  const now = Date.parse(at);
  const changes = entries.flatMap(({ validFrom, validUntil }) => [validFrom, ...(validUntil ? [validUntil] : [])]).map(Date.parse);
  const before = Math.max(...changes.filter((change) => change < now));
  const after = Math.min(...changes.filter((change) => change > now));
  return { before: written(before), after: written(after) };
}

function written(time: number): string | undefined {
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
}

import { entryDifferences, type Instant } from '@halfpenny/core';
import { instantOf } from './instant-of.ts';
import { showDifference } from './price-difference.type.ts';
import { ratedEntry, type PriceEntryRow } from './price-entry-row.ts';
import type { PriceTimelineEntryType } from './price-history.type.ts';
import { shownPriceEntry } from './shown-price-entry.ts';

/** When a timeline is looked at: now, with the knowledge of an instant; undefined: with that of now. */
interface Looking {
  readonly at: Date;
  readonly knownAt: string | undefined;
}

/** Entries of one key in order of start → what GraphQL shows: where each stands, and what it changed of the one before that we hold true. */
export function showTimelineEntries(rows: readonly PriceEntryRow[], { at, knownAt }: Looking): PriceTimelineEntryType[] {
  const heldAt = knownAt === undefined ? undefined : instantOf(knownAt);
  const now = instantOf(at.toISOString());
  let held: PriceEntryRow | undefined;
  return rows.map((row) => {
    const isHeld = row.knownUntil === null || (heldAt !== undefined && instantOf(row.knownUntil) > heldAt);
    const before = held;
    if (isHeld) held = row;
    const differences =
      before === undefined ? [] : entryDifferences(ratedEntry(before), ratedEntry(row)).filter(isNoPeriod).map(showDifference);
    return { entry: shownPriceEntry(row), state: isHeld ? stateOf(row, now) : 'corrected', differences };
  });
}

function stateOf({ validFrom, validUntil }: PriceEntryRow, at: Instant): PriceTimelineEntryType['state'] {
  if (instantOf(validFrom) > at) return 'scheduled';
  return validUntil !== null && instantOf(validUntil) <= at ? 'past' : 'in-force';
}

function isNoPeriod({ field }: { readonly field: string }): boolean {
  return field !== 'validFrom' && field !== 'validUntil';
}

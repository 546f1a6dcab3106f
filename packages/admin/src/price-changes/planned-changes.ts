import { ratedPrice } from '@halfpenny/core';
import type { KeyChange, PriceEntry, TimelineRow } from '@halfpenny/core';
import type { ComponentRow } from '../price-book/price-entry-row.ts';

/** What becomes of the prices that a draft is about. */
export function changesOfDraft(changes: readonly KeyChange[], draftId: string): readonly KeyChange[] {
  return changes.filter(
    ({ after, closes }) => after.some(({ piece }) => piece.draftId === draftId) || (closes.length > 0 && after.length === 0),
  );
}

/** A price that a change set brings, and the one that applied, or was believed to apply, at its start. */
export interface PlannedPair {
  readonly from: string;
  readonly until: string | null;
  readonly currency: string;
  readonly before: { readonly components: ComponentRow[] } | undefined;
  readonly after: { readonly components: ComponentRow[] } | undefined;
}

/** The prices that drafts bring to a key, each beside its predecessor. What only loses a part of its period brings none. */
export function plannedPairs({ before, after }: KeyChange): readonly PlannedPair[] {
  return after.filter(isDrafted).map((row) => {
    const { planned, rated, piece } = row;
    const from = planned?.validFrom ?? '';
    const corrected = before.find(({ id }) => id === piece.corrects);
    const earlier = corrected ?? before.findLast(({ validFrom }) => validFrom.slice(0, 19) <= from.slice(0, 19));
    return {
      from,
      until: planned?.validUntil ?? null,
      currency: planned?.currency ?? 'USD',
      before: earlier && { components: componentRows(ratedPrice(earlier)) },
      after: rated && { components: componentRows(rated) },
    };
  });
}

function isDrafted({ planned, piece }: TimelineRow): boolean {
  return planned !== undefined && piece.draftId !== null && piece.draftId === piece.origin;
}

/** The components of an entry of the engine as the pages show them. */
function componentRows({ components }: PriceEntry): ComponentRow[] {
  return components.map(({ meter, price, per, when, label }) => ({
    meter,
    price,
    per: String(per),
    conditions: when,
    label: label ?? null,
  }));
}

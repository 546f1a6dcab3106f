import type { KeyChange, PriceEntry, TimelineRow } from '@halfpenny/core';
import type { ComponentRow } from '../price-book/price-entry-row.ts';
import { tariffWords } from '../price-book/tariff-words.ts';
import { ratedRow, soldPrice } from './sold-changes.ts';

/** What becomes of the prices that a draft is about. */
export function changesOfDraft(changes: readonly KeyChange[], draftId: string): readonly KeyChange[] {
  return changes.filter(
    ({ after, closes }) => after.some(({ piece }) => piece.draftId === draftId) || (closes.length > 0 && after.length === 0),
  );
}

/** A price as a review shows it: what each meter costs, and what holds for all of them. */
interface ShownPrice {
  readonly components: ComponentRow[];
  readonly words: readonly string[];
}

/** A price that a change set brings, and the one that applied, or was believed to apply, at its start. */
export interface PlannedPair {
  readonly from: string;
  readonly until: string | null;
  readonly currency: string;
  readonly before: ShownPrice | undefined;
  readonly after: ShownPrice | undefined;
}

/** The prices that drafts bring to a key, each beside its predecessor; margins by the costs they are over. What only loses a part of its period brings none. */
export function plannedPairs({ before, after }: KeyChange, costs: readonly PriceEntry[]): readonly PlannedPair[] {
  return after.filter(isDrafted).map((row) => {
    const { planned, piece } = row;
    const from = planned?.validFrom ?? '';
    const corrected = before.find(({ id }) => id === piece.corrects);
    const earlier = corrected ?? before.findLast(({ validFrom }) => validFrom.slice(0, 19) <= from.slice(0, 19));
    return {
      from,
      until: planned?.validUntil ?? null,
      currency: planned?.currency ?? 'USD',
      before: earlier && shown(soldPrice(earlier, costs), from),
      after: shown(ratedRow(row, costs), from),
    };
  });
}

/** Of several prices over one period, the one that applies at its start. */
function shown(entries: readonly PriceEntry[], from: string): ShownPrice | undefined {
  const entry = entries.findLast(({ validFrom }) => validFrom.slice(0, 19) <= from.slice(0, 19)) ?? entries[0];
  return entry && { components: componentRows(entry), words: tariffWords(entry, entry.currency) };
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

import { changeWords, plannedDifferences } from '@halfpenny/core';
import type { DraftProblem, KeyChange, KnownPrice } from '@halfpenny/core';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { shownPriceEntry } from '../price-book/shown-price-entry.ts';
import { showDifference } from '../price-book/price-difference.type.ts';
import type { PlannedPriceEntryType, PriceKeyChangeType, PriceProblemType } from './price-change.type.ts';

/** A change of a key → what GraphQL shows. */
export function showChange(change: KeyChange): PriceKeyChangeType {
  const { provider, model, mode, before, closes, after } = change;
  const adds = after.flatMap((row): PlannedPriceEntryType[] => {
    if (row.planned === undefined) return [];
    const { draftId, corrects, currency, kind, tariff, ratedTariff, validFrom, validUntil, source, checkedOn, note } = row.planned;
    const differences = plannedDifferences(row, before).map(showDifference);
    return [{ draftId, corrects, currency, kind, tariff, ratedTariff, validFrom, validUntil, source, checkedOn, note, differences }];
  });
  const known = before.filter(isRow).map((row) => shownPriceEntry(row));
  return { provider, model, mode, before: known, closes: closes.map(({ id }) => id), adds, sentences: [...changeWords(change)] };
}

/** What was known came from the database, as a whole row. */
function isRow(known: KnownPrice): known is PriceEntryRow {
  return 'knownFrom' in known;
}

/** A problem → what GraphQL shows. */
export function showProblem(problem: DraftProblem): PriceProblemType {
  return { ...problem, accepted: [...problem.accepted] };
}

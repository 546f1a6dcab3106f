import type { CarriedItemFieldsFragment, VariancePart } from '../generated/graphql.ts';
import { causeWords, partWords } from '../reconciliation/reconciliation-words.ts';

type Found = Pick<CarriedItemFieldsFragment, 'runId' | 'item' | 'part' | 'cause'>;

/** What an item is known by among those of all runs. */
export function keyOf({ runId, item }: Pick<Found, 'runId' | 'item'>): string {
  return `${runId} ${item}`;
}

/** The part it belongs to, as the runs spell it: "not-usage" → NOT_USAGE. */
export function partOf({ part }: Pick<Found, 'part'>): VariancePart {
  return part.toUpperCase().replaceAll('-', '_') as VariancePart;
}

/** "Rate: another price is billed". */
export function titleOf(found: Pick<Found, 'part' | 'cause'>): string {
  return `${partWords[partOf(found)].label}: ${causeWords(found.cause)}`;
}

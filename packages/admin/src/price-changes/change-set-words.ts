import type { PriceChangeSetState, PriceReviewVerdict } from '../generated/graphql.ts';

/** How far a change set has come, in a word and a colour. */
export const stateWords: Readonly<
  Record<PriceChangeSetState, { readonly label: string; readonly color: 'neutral' | 'warning' | 'primary' }>
> = {
  DRAFT: { label: 'draft', color: 'neutral' },
  SUBMITTED: { label: 'in review', color: 'warning' },
  PUBLISHED: { label: 'published', color: 'primary' },
  DISCARDED: { label: 'discarded', color: 'neutral' },
};

/** What somebody did with a change set, as a sentence goes on behind a name. */
export const verdictWords: Readonly<Record<PriceReviewVerdict, string>> = {
  SUBMITTED: 'asked for a review',
  SENT_BACK: 'sent it back',
  APPROVED: 'published it',
  DISCARDED: 'discarded it',
};

/** "1 entry", "3 entries". */
export function entriesText(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

import { overlap } from '../time/period.ts';
import { knownPeriod } from './known-pieces.ts';
import type { KnownPrice } from './known-price.ts';
import type { DraftedChange } from './drafted-changes.ts';
import { problem, type DraftProblem } from './price-draft.ts';
import { keyText } from './price-keys.ts';

/** In which book drafts stand. Nothing of it is checked where it is not said. */
export interface DraftedBook {
  readonly book?: 'cost' | 'sell' | undefined;
  /** Every entry of the cost book that is known now: what margins of a sell book are over. */
  readonly costs?: readonly KnownPrice[] | undefined;
}

/** A margin over the cost book stands in a sell book, and over a cost in its own currency that applies at some time with it: else it would never be a price. */
export function checkMargins(changes: readonly DraftedChange[], { book, costs }: DraftedBook): readonly DraftProblem[] {
  const byKey = costs === undefined ? undefined : Map.groupBy(costs, keyText);
  return changes.flatMap(({ draft, price }) => {
    const over = price?.stated.tariff.basedOn;
    if (price === undefined || over?.book === undefined) return [];
    if (book === 'cost') {
      const message =
        'Only a sell price is over the cost book: here it would have no price. Leave the book out to base it on another entry.';
      return [problem({ draftId: draft.id, field: 'basedOn.book', code: 'invalid-modifier', message })];
    }
    const { provider, model, mode, currency } = price.stated;
    const key = { provider: over.provider ?? provider, model: over.model ?? model, mode: over.mode ?? mode };
    const under = byKey === undefined ? undefined : (byKey.get(keyText(key)) ?? []);
    if (under === undefined || under.some((cost) => cost.currency === currency && overlap(knownPeriod(cost), price))) return [];
    const message = `${key.model} at ${key.provider}, ${key.mode}, has no cost in ${currency} while this applies: it would have no price.`;
    return [problem({ draftId: draft.id, field: 'basedOn', code: 'modifier-without-base', message })];
  });
}

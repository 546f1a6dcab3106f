import type { PriceEntry } from '@halfpenny/core';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { entryOver } from '../price-book/cited-entry.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import type { Cited, PriceUnder } from './price-under.ts';
import type { PinnedPrice, UsedRow } from './usage-set.ts';

/**
 * What a quote pinned, as it is known now: the entry itself while we still know it, else the one that took its place in its own book, for the instant at which
 * the quote was priced. A margin stays over the cost that was pinned with it: a promise to a caller does not follow the list of a provider.
 */
export class PinnedNow {
  readonly #known = new Map<string, PriceEntryRow[]>();

  constructor({ rows }: HeldBook) {
    for (const row of rows.values()) {
      const key = keyOf(row);
      const group = this.#known.get(key);
      if (group === undefined) this.#known.set(key, [row]);
      else group.push(row);
    }
  }

  /** Undefined: nothing took its place. */
  entryOf({ pinned }: UsedRow, cited: Cited): PriceEntry | undefined {
    if (pinned === undefined) return undefined;
    const known = (this.#known.get(keyOf(pinned)) ?? []).find((row) => row.id === pinned.id) ?? this.#successor(pinned);
    return known === undefined ? undefined : entryOver(known, cited.get(pinned.costEntryId ?? ''));
  }

  /** What a sold charge is rated by; what was not sold, and what nobody amended, stands. */
  amended(row: UsedRow, cited: Cited): PriceUnder {
    if (row.pinned === undefined || row.pinned.costEntryId === null || row.pinned.isKnown) return { kind: 'stands' };
    const entry = this.entryOf(row, cited);
    return entry === undefined ? { kind: 'none' } : { kind: 'entry', entry };
  }

  #successor(pinned: PinnedPrice): PriceEntryRow | undefined {
    const at = Date.parse(pinned.pricedAt);
    return this.#known
      .get(keyOf(pinned))
      ?.find(({ validFrom, validUntil }) => Date.parse(validFrom) <= at && (validUntil === null || at < Date.parse(validUntil)));
  }
}

function keyOf({ book, scope, provider, model, mode }: Pick<PriceEntryRow, 'book' | 'scope' | 'provider' | 'model' | 'mode'>): string {
  return JSON.stringify([book, scope, provider, model, mode]);
}

import { entryInForce } from '@halfpenny/core';
import type { PriceBook, PriceEntry } from '@halfpenny/core';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import type { UsedRow } from './usage-set.ts';

/** By which entry usage is rated; or what it was stands; or it has no price. */
export type PriceUnder = { readonly kind: 'entry'; readonly entry: PriceEntry } | { readonly kind: 'stands' } | { readonly kind: 'none' };

/** Entries that usage cites, by their ids: those it was rated by once, known still or not. */
export type Cited = ReadonlyMap<string, PriceEntryRow>;

/** What usage is rated by. */
export interface Pricing {
  /** Which side of a charge is rated: what providers take, or what callers are charged. */
  readonly side: 'cost' | 'charge';
  readonly priceOf: (row: UsedRow, cited: Cited) => PriceUnder;
  /** Whether what the provider itself stated stands, whatever its prices. */
  readonly statedStands: boolean;
  /** Of a re-rating, which settles what was UNBILLED: what the caller of it pays by, as it is known now. Undefined: nothing is settled. */
  readonly pinnedNow: ((row: UsedRow, cited: Cited) => PriceEntry | undefined) | undefined;
}

/** A price as a text by which it is known. */
export function keyText({ provider, model, mode }: Pick<UsedRow, 'provider' | 'model' | 'mode'>): string {
  return `${provider}\n${model}\n${mode}`;
}

/** A cost book to rate by. */
export interface CostPrices {
  readonly book: PriceBook;
  /** At whose prices; undefined: at those of who made it. */
  readonly atProvider: string | undefined;
  /** From when on a draft has its say about a price, by key: what was served before is priced as of then. RFC 3339. */
  readonly begins: ReadonlyMap<string, string>;
}

/**
 * The cost entry that usage is rated by: in force when the provider worked. A price that a draft brings later is taken as if it held then: a price of
 * December says what the usage of November would have cost.
 */
export function costUnder({ book, atProvider, begins }: CostPrices, row: UsedRow): PriceUnder {
  const key = { provider: atProvider ?? row.provider, model: row.model, mode: row.mode };
  const begin = begins.get(keyText(key));
  const entry = entryInForce(book, key, begin !== undefined && begin > row.servedAt ? begin : row.servedAt);
  return entry.ok ? { kind: 'entry', entry: entry.value } : { kind: 'none' };
}

import { entryInForce } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry } from '@halfpenny/core';
import type { UsedRow } from './usage-set.ts';

/** What usage is rated by. */
export interface Pricing {
  readonly book: PriceBook;
  /** At whose prices; undefined: at those of who made it. */
  readonly atProvider: string | undefined;
  /** From when on a draft has its say about a price, by key: what was served before is priced as of then. RFC 3339. */
  readonly begins: ReadonlyMap<string, string>;
  /** Whether what the provider itself stated stands, whatever its prices. */
  readonly statedStands: boolean;
}

/** A price as a text by which it is known. */
export function keyText({ provider, model, mode }: Pick<UsedRow, 'provider' | 'model' | 'mode'>): string {
  return `${provider}\n${model}\n${mode}`;
}

/**
 * The entry that usage is rated by: in force when the provider worked. A price that a draft brings later is taken as if it held then: a price of
 * December says what the usage of November would have cost.
 */
export function priceUnder(pricing: Pricing, row: UsedRow): Outcome<PriceEntry> {
  const key = { provider: pricing.atProvider ?? row.provider, model: row.model, mode: row.mode };
  const begins = pricing.begins.get(keyText(key));
  return entryInForce(pricing.book, key, begins !== undefined && begins > row.servedAt ? begins : row.servedAt);
}

import type { Pitfall, Refusal, ResolvedParameter } from '@halfpenny/core';
import type { quoteLineTable, quoteOfferTable, quoteTable } from './quote.table.ts';

/** A quote as it is stored: its row, and its offers, best first, each with its lines. What is stored and what is shown both come from this. */
export interface QuoteRecord {
  readonly quote: typeof quoteTable.$inferSelect;
  readonly offers: readonly OfferRecord[];
}

/** An offer as it is stored. */
export interface OfferRecord {
  readonly offer: typeof quoteOfferTable.$inferSelect;
  readonly lines: readonly (typeof quoteLineTable.$inferSelect)[];
}

/** A parameter after aliases and defaults. */
export type StoredParameter = ResolvedParameter;

/** A pitfall with its money as decimal text. */
export type StoredPitfall = Omit<Pitfall, 'atStake'> & { readonly atStake?: { readonly amount: string; readonly currency: string } };

/** Why a provider cannot serve the request. Big numbers of its details are text. */
export interface StoredProviderRefusal {
  readonly provider: string;
  readonly refusal: Refusal;
}

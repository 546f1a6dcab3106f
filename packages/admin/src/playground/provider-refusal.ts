import type { QuoteOffers } from '@halfpenny/core';

/** A provider that makes no offer, and why. */
export type ProviderRefusal = QuoteOffers['refusedProviders'][number];

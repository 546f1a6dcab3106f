import type { KnownUnitPrice, PriceBook } from '@halfpenny/core';

/** The unit prices that a cost book knows of a provider, in force or not: what a rate that differs is held against. Only plain ones; a tier or a factor is no price of a unit. */
export function knownUnitPrices({ entries }: PriceBook, provider: string): readonly KnownUnitPrice[] {
  return entries.flatMap((entry) => {
    if (entry.provider !== provider || entry.credit !== undefined || entry.basedOn !== undefined) return [];
    const plain = entry.components.filter(({ tiers, times, block }) => tiers === undefined && times === undefined && block === undefined);
    return plain.map(({ meter, price, per, when }) => ({
      priceEntry: entry.id,
      model: entry.model,
      meter,
      mode: entry.mode,
      conditions: when,
      currency: entry.currency,
      unitPrice: price,
      per,
      from: entry.validFrom,
      until: entry.validUntil,
    }));
  });
}

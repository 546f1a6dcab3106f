import { invariant, underPath } from '@halfpenny/core';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { shownPriceEntry } from '../price-book/shown-price-entry.ts';
import { shownAmount, shownLine } from './charge-line.type.ts';
import { fromInput } from './price-request.ts';
import type { OfferRecord, QuoteRecord } from './quote-record.ts';
import { QuoteType } from './quote.type.ts';
import type { OfferType } from './quote.type.ts';

/** A stored quote and the entries it pins → what GraphQL shows: the same whether it was just made or is read years later. */
export function showQuote(record: QuoteRecord, entries: ReadonlyMap<string, PriceEntryRow>): QuoteType {
  const offers = record.offers.map((offer) => shownOffer(offer, entries));
  const { id, createdAt, pricedAt, expiresAt, executable, request, mode, refusedProviders, stage } = record.quote;
  return Object.assign(new QuoteType(), {
    id,
    createdAt,
    pricedAt,
    expiresAt,
    executable,
    request,
    mode,
    stage,
    use: record.quote,
    offers,
    best: offers[0],
    refusedProviders: refusedProviders.map(({ provider, refusal }) => ({
      provider,
      refusal: shownRefusal(underPath(fromInput(refusal), ['input'])),
    })),
  });
}

function shownOffer({ offer, lines }: OfferRecord, entries: ReadonlyMap<string, PriceEntryRow>): OfferType {
  const entry = entries.get(offer.priceEntryId);
  invariant(entry !== undefined, 'A pinned price entry is never deleted.');
  const amount = (text: string | null) => (text === null ? null : shownAmount(text, offer.currency));
  return {
    id: offer.id,
    provider: offer.provider,
    model: offer.model,
    exactness: offer.exactness,
    floor: amount(offer.floor),
    expected: amount(offer.expected),
    ceiling: amount(offer.ceiling),
    lines: lines.map((line) => shownLine(line, offer.currency)),
    resolved: offer.resolved,
    pitfalls: offer.pitfalls,
    priceEntry: shownPriceEntry(entry, entries.get(offer.costEntryId ?? '')),
  };
}

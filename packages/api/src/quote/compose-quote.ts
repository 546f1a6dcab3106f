import { formatMoney } from '@halfpenny/core';
import type { ChargeLine, Money, Offer, Pitfall } from '@halfpenny/core';
import type { NewId } from '../platform/identifiers.ts';
import { requestHash } from './image-request.ts';
import type { Asked } from './price-request.ts';
import type { OfferRecord, QuoteRecord } from './quote-record.ts';
import type { PricedRequest } from './price-sold.ts';
import type { StoredPitfall, StoredProviderRefusal } from './stored-offer.ts';

/** Whose quote it is, when it was made, at which instant's prices, and how long it binds. */
export interface QuoteOccasion {
  readonly workspaceId: string;
  readonly createdAt: Date;
  readonly pricedAt: Date;
  readonly ttlSeconds: number;
  readonly newId: NewId;
}

/**
 * A quote to store: offers in core's order, each pinning its price entry, and beside a sell price the entry its cost was foretold by. It expires after its time, or with
 * the first of these entries.
 */
export function composeQuote(asked: Asked, { priced, costs }: PricedRequest, occasion: QuoteOccasion): QuoteRecord {
  const id = occasion.newId();
  const { workspaceId, createdAt, pricedAt } = occasion;
  return {
    quote: {
      workspaceId,
      id,
      requestHash: requestHash(asked),
      request: asked.request,
      mode: asked.mode,
      executable: pricedAt.getTime() === createdAt.getTime(),
      refusedProviders: priced.refusedProviders.map(jsonSafe),
      createdAt,
      pricedAt,
      expiresAt: expiry([...priced.offers, ...costs.values()], occasion),
      stage: asked.stage?.name ?? null,
      templateVersionId: asked.template?.versionId ?? null,
      templateVariables: asked.template?.variables ?? null,
    },
    offers: priced.offers.map((offer, rank) =>
      composeOffer(offer, rank, { workspaceId, quoteId: id, id: occasion.newId(), cost: costs.get(offer.provider) }),
    ),
  };
}

function expiry(offers: readonly Offer[], { createdAt, ttlSeconds }: QuoteOccasion): Date {
  const ends = offers.map(({ entry }) => entry.validUntil).filter((end) => end !== null);
  return new Date(Math.min(createdAt.getTime() + ttlSeconds * 1000, ...ends.map((end) => Date.parse(end))));
}

interface OfferIds {
  readonly workspaceId: string;
  readonly quoteId: string;
  readonly id: string;
  /** What the provider would take, where the offer is at a sell price. */
  readonly cost: Offer | undefined;
}

function composeOffer(offer: Offer, rank: number, { cost, ...ids }: OfferIds): OfferRecord {
  return {
    offer: {
      ...ids,
      rank,
      provider: offer.provider,
      model: offer.model,
      exactness: offer.exactness,
      priceEntryId: offer.entry.id,
      currency: offer.entry.currency,
      floor: amountOf(offer.floor),
      expected: amountOf(offer.expected),
      ceiling: amountOf(offer.ceiling),
      resolved: offer.resolved,
      pitfalls: offer.pitfalls.map(storedPitfall),
      costEntryId: cost === undefined ? null : (offer.entry.basedOn?.entry ?? cost.entry.id),
      costCurrency: cost?.entry.currency ?? null,
      costCeiling: amountOf(cost?.ceiling),
    },
    lines: offer.lines.map((line, position) => ({
      workspaceId: ids.workspaceId,
      quoteId: ids.quoteId,
      offerId: ids.id,
      position,
      ...storedLine(line),
    })),
  };
}

/** A charge line as its columns hold it: every figure as decimal text. */
export function storedLine(line: ChargeLine) {
  return {
    meter: line.meter,
    label: line.label ?? null,
    quantity: line.quantity.toString(),
    unitPrice: line.unitPrice,
    per: line.per.toString(),
    amount: formatMoney(line.amount),
    rounded: line.rounded,
  };
}

function amountOf(money: Money | undefined): string | null {
  return money === undefined ? null : formatMoney(money);
}

function storedPitfall({ atStake, ...pitfall }: Pitfall): StoredPitfall {
  return atStake === undefined ? pitfall : { ...pitfall, atStake: { amount: formatMoney(atStake), currency: atStake.currency } };
}

/** Details may hold big numbers, which JSON has no word for: they are kept as text. */
function jsonSafe(refusal: StoredProviderRefusal): StoredProviderRefusal {
  const text = JSON.stringify(refusal, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return JSON.parse(text) as StoredProviderRefusal;
}

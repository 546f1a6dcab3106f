import type { Charge, PriceEntry } from '@halfpenny/core';
import { rateReading } from '../generation/rate-reply.ts';
import type { Cited, Pricing } from './price-under.ts';
import { readingOf } from './usage-set.ts';
import type { UsedRow } from './usage-set.ts';

/** What one side of a generation comes to, and what is settled with it. */
export interface Rerated {
  readonly rated: Charge;
  readonly entry: PriceEntry;
  /** Whether a side that was UNBILLED is settled by it. */
  readonly settles: boolean;
  /** Of costs: the charge of the caller that was UNBILLED, and is settled with it. */
  readonly charged?: { readonly charge: Charge; readonly entry: PriceEntry };
}

/**
 * What a generation comes to by the prices as they are known now: a correction of what was charged, or the settlement of what was UNBILLED for want of a price. Undefined
 * where it has no price, or no usage to price.
 */
export function rerate(row: UsedRow, pricing: Pricing, cited: Cited): Rerated | undefined {
  if (pricing.pinnedNow === undefined) return undefined;
  const isUnbilled = row.state === 'unbilled';
  const entry = isUnbilled && pricing.side === 'charge' ? soldBy(row, pricing, cited) : entryOf(row, pricing, cited);
  const rated = entry === undefined ? undefined : ratedBy(row, entry);
  if (entry === undefined || rated === undefined) return undefined;
  return { rated, entry, settles: isUnbilled, ...alsoSettled(row, pricing, cited) };
}

function entryOf(row: UsedRow, pricing: Pricing, cited: Cited): PriceEntry | undefined {
  const found = pricing.priceOf(row, cited);
  return found.kind === 'entry' ? found.entry : undefined;
}

/** What a charge that was sold is settled by: one at cost is settled with its cost. */
function soldBy(row: UsedRow, { pinnedNow }: Pricing, cited: Cited): PriceEntry | undefined {
  return row.pinned === undefined || row.pinned.costEntryId === null ? undefined : pinnedNow?.(row, cited);
}

/** The charge of a caller who pays what the provider takes, where it was UNBILLED: by what the quote pinned, as it is known now. */
export function alsoSettled(row: UsedRow, { side, pinnedNow }: Pricing, cited: Cited): Pick<Rerated, 'charged'> & { settles?: true } {
  if (side === 'charge' || row.pinned?.costEntryId !== null || row.pinned.chargeState !== 'unbilled') return {};
  const entry = pinnedNow?.(row, cited);
  const charge = entry === undefined ? undefined : ratedBy(row, entry);
  return entry === undefined || charge === undefined ? {} : { charged: { charge, entry }, settles: true };
}

/** The usage of a row under an entry; undefined where the entry has no price for it, or the price is in another currency. */
export function ratedBy(row: UsedRow, entry: PriceEntry): Charge | undefined {
  const rated = rateReading(readingOf(row), entry);
  return rated.ok && rated.charge.total.currency === row.currency ? rated.charge : undefined;
}

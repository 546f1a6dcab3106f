import { tokenMeters, type Usage } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';
import type { RatingContext } from '../price-book/conditions.ts';
import { isPriceEntry, notAnEntry } from '../price-book/known-entry.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import type { Charge } from './charge.ts';
import { rateUsage } from './rate-usage.ts';
import { statedCharge, type StatedCharge } from './stated-charge.ts';

/** A reply that was paid for, as far as its charge depends on it. */
export interface PaidReply {
  /** Its reading; a refusal of it where it could not be read. */
  readonly tokens: Outcome<Usage>;
  /** Counts that are known without the reading: images delivered, input images, steps. */
  readonly counts: Usage;
  readonly context?: RatingContext;
  readonly priorUsage?: Usage;
  /** What the provider says the call cost, where it says so. */
  readonly stated?: Money;
  /** The usage to take where the reading is missing. */
  readonly estimate?: Usage;
}

/** What a paid reply costs. Settled: by its usage, or as the provider states. Estimated: its reading is missing. Unbilled: not known yet, and never zero. */
export type PaidCharge =
  | { readonly state: 'SETTLED'; readonly charge: Charge | StatedCharge }
  | { readonly state: 'ESTIMATED'; readonly charge: Charge; readonly reason: Refusal }
  | { readonly state: 'UNBILLED'; readonly reason: Refusal };

/**
 * What a paid reply costs by an entry. Nothing is refused any more: what cannot be rated is UNBILLED, with the reason and, in it, the reading. A missing reading
 * is ESTIMATED where an estimate is given and can be rated; a contradictory one is not, since there is a truth to find. A stated cost outranks the computed one.
 */
export function ratePaidReply(paid: PaidReply, entry: PriceEntry): PaidCharge {
  if (!isPriceEntry(entry)) return { state: 'UNBILLED', reason: keepingStatement(notAnEntry(entry).refusal, paid) };
  const computed = rateReading(paid, entry);
  const stated =
    paid.stated === undefined ? undefined : statedCharge(paid.stated, computed.ok ? computed.value : undefined, entry.currency);
  if (stated?.ok) return { state: 'SETTLED', charge: stated.value };
  if (stated !== undefined) return { state: 'UNBILLED', reason: keepingStatement(stated.refusal, paid) };
  if (computed.ok) return { state: 'SETTLED', charge: computed.value };
  const reason = computed.refusal;
  const estimate = reason.code === 'usage-missing' && paid.estimate !== undefined ? rateBy(paid, paid.estimate, entry) : undefined;
  return estimate?.ok ? { state: 'ESTIMATED', charge: estimate.value, reason } : { state: 'UNBILLED', reason };
}

function rateReading(paid: PaidReply, entry: PriceEntry): Outcome<Charge> {
  const { tokens, counts } = paid;
  if (tokens.ok) return keepingReading(rateBy(paid, { ...tokens.value, ...counts }, entry), tokens.value);
  return pricesTokens(entry) ? tokens : rateBy(paid, counts, entry);
}

/** True where a charge needs the reading: without a price for any token, counts are enough. */
function pricesTokens({ components }: PriceEntry): boolean {
  return components.some(({ meter }) => tokenMeters.has(meter));
}

function rateBy({ context, priorUsage }: PaidReply, usage: Usage, entry: PriceEntry): Outcome<Charge> {
  return rateUsage(usage, entry, context, priorUsage);
}

function keepingReading(outcome: Outcome<Charge>, reading: Usage): Outcome<Charge> {
  return outcome.ok ? outcome : refused({ ...outcome.refusal, details: { ...outcome.refusal.details, reading } });
}

/** The reason with the statement that cannot stand, and the reading beside it. */
function keepingStatement(reason: Refusal, { stated, tokens }: PaidReply): Refusal {
  const reading = tokens.ok ? tokens.value : tokens.refusal.details?.['reading'];
  return { ...reason, details: { stated, ...(reading !== undefined && { reading }) } };
}

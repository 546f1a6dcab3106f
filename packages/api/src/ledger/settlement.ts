import { formatDecimal, formatMoney, type Charge, type ChargeLine, type Money } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { UsagePosting } from './posting.ts';

/** What decides the accounts of a cost. */
export interface PostedAs {
  readonly priceEntryId: string;
  /** Whether at least one image arrived. */
  readonly delivered: boolean;
  /** Whether the amount is an estimate, its reading missing. */
  readonly estimated: boolean;
}

/**
 * The entries of a settled or estimated cost, one pair for each usage line. Cost goes to generation_cost where an image was delivered, to
 * undelivered_cost where none was; its counterpart is provider_accrued, or provider_accrued_estimate for an estimate. A line of 0 is a known
 * zero and is posted like any other.
 * Example: image_output 129 at 30 per 1,000,000 posts generation_cost +0.00387 and provider_accrued −0.00387.
 */
export function settlementPostings(cost: Charge, { priceEntryId, delivered, estimated }: PostedAs): readonly UsagePosting[] {
  const debit = delivered ? 'generation_cost' : 'undelivered_cost';
  const credit = estimated ? 'provider_accrued_estimate' : 'provider_accrued';
  return postingPairs(cost, { debit, credit, priceEntryId });
}

/** One pair of entries for each line of a charge, on the accounts named. */
export function postingPairs(
  charge: Charge,
  { debit, credit, priceEntryId }: { readonly debit: string; readonly credit: string; readonly priceEntryId: string },
): readonly UsagePosting[] {
  return charge.lines.flatMap((line) => [
    posting(line, { account: debit, sign: 1n, priceEntryId }),
    posting(line, { account: credit, sign: -1n, priceEntryId }),
  ]);
}

/**
 * The entries of a correction c → k: what is carried is taken back line by line, then the new lines are posted. Nothing new: VOID.
 * Example: generation_cost 0.00387 known to be 0.00384 posts generation_cost −0.00387 +0.00384; provider_accrued +0.00387 −0.00384.
 */
export function correctionPostings(carried: readonly UsagePosting[], next: readonly UsagePosting[]): readonly UsagePosting[] {
  return [...carried.map(negated), ...next];
}

/** The same on the other side: what is carried, taken back. */
export function negated(carried: UsagePosting): UsagePosting {
  return { ...carried, amount: formatDecimal(-picoOf(carried.amount)), quantity: formatDecimal(-picoOf(carried.quantity)) };
}

function posting(
  line: ChargeLine,
  side: { readonly account: string; readonly sign: 1n | -1n; readonly priceEntryId: string },
): UsagePosting {
  const amount: Money = { currency: line.amount.currency, pico: line.amount.pico * side.sign };
  return {
    account: side.account,
    currency: amount.currency,
    amount: formatMoney(amount),
    meter: line.meter,
    quantity: (line.quantity * side.sign).toString(),
    unitPrice: line.unitPrice,
    per: line.per.toString(),
    priceEntryId: side.priceEntryId,
  };
}

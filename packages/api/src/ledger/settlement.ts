import { formatMoney, type Charge, type ChargeLine, type Money } from '@halfpenny/core';

/** One side of a transaction before it is written: amounts and quantities as decimal text, debit positive, credit negative. */
export interface Posting {
  readonly account: string;
  readonly currency: string;
  readonly amount: string;
  readonly meter: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly per: string;
  readonly priceEntryId: string;
}

/**
 * The entries of a settled charge, one pair for each usage line: the cost account by +a, provider_accrued by −a. Cost goes to generation_cost
 * where an image was delivered, to undelivered_cost where none was. A line of 0 is a known zero and is posted like any other.
 * Example: image_output 129 at 30 per 1,000,000 posts generation_cost +0.00387 and provider_accrued −0.00387.
 */
export function settlementPostings(
  cost: Charge,
  settled: { readonly priceEntryId: string; readonly delivered: boolean },
): readonly Posting[] {
  const account = settled.delivered ? 'generation_cost' : 'undelivered_cost';
  return cost.lines.flatMap((line) => [
    posting(line, { account, sign: 1n, priceEntryId: settled.priceEntryId }),
    posting(line, { account: 'provider_accrued', sign: -1n, priceEntryId: settled.priceEntryId }),
  ]);
}

function posting(line: ChargeLine, side: { readonly account: string; readonly sign: 1n | -1n; readonly priceEntryId: string }): Posting {
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

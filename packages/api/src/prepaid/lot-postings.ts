import { costOfUse, leftOf, type PrepaidLot } from './prepaid-lot.ts';

/** One side of a posting: debit positive, credit negative, in picounits. */
export interface LotPosting {
  readonly account: string;
  readonly currency: string;
  readonly amount: bigint;
}

/** What was used and is owed for by now, by the account its cost stands on. Of credits in money only the sum matters. */
export interface Use {
  readonly delivered: bigint;
  readonly undelivered: bigint;
}

/**
 * The entries of a lot that begins: `top-up a with fee f`, `free credit g granted`, `lot of q virtual credits bought for p`.
 * Example: 100 with a fee of 5 posts provider_prepaid +100, top_up_fee +5, cash_clearing −105.
 */
export function openingPostings({ kind, currency, quantity, price, fee }: PrepaidLot): readonly LotPosting[] {
  if (kind === 'granted') return pair(currency, quantity, 'provider_granted', 'granted_deferred');
  if (price !== undefined)
    return [
      ...pair(price.currency, price.amount, 'currency_trading', 'cash_clearing'),
      ...pair(currency, quantity, 'provider_prepaid', 'currency_trading'),
    ];
  const paid = [
    entry('provider_prepaid', currency, quantity),
    entry('top_up_fee', currency, fee),
    entry('cash_clearing', currency, -quantity - fee),
  ];
  return paid.filter(({ amount }) => amount !== 0n);
}

/**
 * The entries of a use. Its charges stand on provider_accrued since they were settled; together with them this comes to `use takes that lot from u to v`, and for credit in
 * money to a settlement at provider_prepaid. Negative: it is given back.
 */
export function usePostings(lot: PrepaidLot, { delivered, undelivered }: Use): readonly LotPosting[] {
  const { kind, currency, price, used } = lot;
  const all = delivered + undelivered;
  if (price === undefined) {
    const taken = pair(currency, all, 'provider_accrued', kind === 'granted' ? 'provider_granted' : 'provider_prepaid');
    return kind === 'granted' ? [...taken, ...pair(currency, all, 'granted_deferred', 'granted_used')] : taken;
  }
  const charged = [entry('generation_cost', currency, -delivered), entry('undelivered_cost', currency, -undelivered)];
  const cost = [
    entry('generation_cost', price.currency, costOfUse(lot, { from: used, to: used + delivered })),
    entry('undelivered_cost', price.currency, costOfUse(lot, { from: used + delivered, to: used + all })),
  ];
  const trade = entry('currency_trading', price.currency, -costOfUse(lot, { from: used, to: used + all }));
  const inCredits = [entry('provider_accrued', currency, all), ...charged, ...pair(currency, all, 'currency_trading', 'provider_prepaid')];
  return [...inCredits, ...cost, trade].filter(({ amount }) => amount !== 0n);
}

/** The entries of what is left of a lot and expires. Of virtual credits it is lost at its share of what was paid. */
export function expiryPostings(lot: PrepaidLot): readonly LotPosting[] {
  const { kind, currency, quantity, price, used } = lot;
  const left = leftOf(lot);
  if (kind === 'granted') return pair(currency, left, 'granted_deferred', 'provider_granted');
  if (price === undefined) return pair(currency, left, 'expired_credit', 'provider_prepaid');
  const lost = costOfUse(lot, { from: used, to: quantity });
  return [
    ...pair(price.currency, lost, 'expired_credit', 'currency_trading'),
    ...pair(currency, left, 'currency_trading', 'provider_prepaid'),
  ];
}

function pair(currency: string, amount: bigint, debit: string, credit: string): readonly LotPosting[] {
  return [entry(debit, currency, amount), entry(credit, currency, -amount)];
}

function entry(account: string, currency: string, amount: bigint): LotPosting {
  return { account, currency, amount };
}

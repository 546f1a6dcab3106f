import { accepted, compareMoney, formatMoney, invariant, parseMoney, refused } from '@halfpenny/core';
import type { Money, Outcome } from '@halfpenny/core';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';

/** Which offer of a quote is wanted, and the most it may cost. */
export interface Choice {
  /** Absent: the best. */
  readonly offerId?: string | null | undefined;
  readonly maxCost?: { readonly amount: string; readonly currency: string } | null | undefined;
}

/** The offer that is wanted, if its cost is within what it may be. Where its ceiling is unknown the caller must say the most it may cost. */
export function chooseOffer(record: QuoteRecord, choice: Choice): Outcome<OfferRecord> {
  const chosen = choice.offerId == null ? record.offers[0] : record.offers.find(({ offer }) => offer.id === choice.offerId?.toLowerCase());
  if (chosen === undefined) {
    const ids = record.offers.map(({ offer }) => offer.id);
    const message = 'This quote has no offer of that id: leave offerId out for the best, or give the id of one of its offers.';
    return refused({ code: 'offer-not-found', message, path: ['offerId'], accepted: ids });
  }
  const within = withinMaxCost(chosen, choice.maxCost);
  return within.ok ? accepted(chosen) : within;
}

function withinMaxCost({ offer }: OfferRecord, maxCost: Choice['maxCost']): Outcome<true> {
  const ceiling = offer.ceiling === null ? undefined : storedMoney(offer.ceiling, offer.currency);
  if (maxCost == null) return ceiling === undefined ? ceilingUnknown(offer.provider, offer.currency) : accepted(true);
  const most = readMaxCost(maxCost, offer.currency);
  if (!most.ok) return most;
  if (ceiling === undefined || compareMoney(ceiling, most.value) <= 0) return accepted(true);
  const figures = { ceiling: formatMoney(ceiling), maxCost: formatMoney(most.value), currency: offer.currency };
  const message = `The ceiling of this offer is ${figures.ceiling} ${offer.currency}, above the ${figures.maxCost} it may cost: give at least ${figures.ceiling}.`;
  return refused({ code: 'max-cost-exceeded', message, path: ['maxCost'], accepted: [figures.ceiling], details: figures });
}

function ceilingUnknown(provider: string, currency: string): Outcome<true> {
  const message = `No ceiling is known for this offer of ${provider}: say in maxCost the most it may cost, in ${currency}.`;
  return refused({ code: 'ceiling-unknown', message, path: ['maxCost'] });
}

function readMaxCost({ amount, currency }: { readonly amount: string; readonly currency: string }, wanted: string): Outcome<Money> {
  const money = parseMoney(amount, currency);
  if (money.ok && currency === wanted && money.value.pico >= 0n) return money;
  const wrongCurrency = currency !== wanted;
  const message = wrongCurrency
    ? `This offer is in ${wanted}: give maxCost in ${wanted}.`
    : 'The most a request may cost is zero or more, such as 0.05.';
  return refused({
    code: 'invalid-max-cost',
    message,
    path: ['maxCost', wrongCurrency ? 'currency' : 'amount'],
    accepted: wrongCurrency ? [wanted] : [],
  });
}

function storedMoney(amount: string, currency: string): Money {
  const money = parseMoney(amount, currency);
  invariant(money.ok, 'A stored amount is an exact decimal.');
  return money.value;
}

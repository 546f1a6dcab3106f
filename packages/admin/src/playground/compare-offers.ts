import { formatMoney } from '@halfpenny/core';
import type { Money, Offer } from '@halfpenny/core';

/** What the service says of an offer, as far as it is compared with the page's own. */
export interface ServiceOffer {
  readonly exactness: string;
  readonly floor?: { readonly amount: string } | null | undefined;
  readonly expected?: { readonly amount: string } | null | undefined;
  readonly ceiling?: { readonly amount: string } | null | undefined;
}

/** A figure in which page and service differ; an absent figure is an em dash. */
export interface Difference {
  readonly figure: 'exactness' | 'floor' | 'expected' | 'ceiling';
  readonly page: string;
  readonly service: string;
}

/** The figures that differ, digit by digit. There should never be one: both sides run the same engine on the same prices. */
export function compareOffers(page: Offer, service: ServiceOffer): readonly Difference[] {
  const figures: readonly Difference[] = [
    { figure: 'exactness', page: page.exactness, service: service.exactness.toLowerCase() },
    { figure: 'floor', page: written(page.floor), service: service.floor?.amount ?? '—' },
    { figure: 'expected', page: written(page.expected), service: service.expected?.amount ?? '—' },
    { figure: 'ceiling', page: written(page.ceiling), service: service.ceiling?.amount ?? '—' },
  ];
  return figures.filter((each) => each.page !== each.service);
}

function written(money: Money | undefined): string {
  return money ? formatMoney(money) : '—';
}

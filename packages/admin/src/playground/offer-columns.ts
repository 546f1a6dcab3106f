import { formatMoney } from '@halfpenny/core';
import type { Money, Offer } from '@halfpenny/core';
import { compareMeters } from '../words/meter-words.ts';

/** An amount as it is shown. */
interface ShownMoney {
  readonly amount: string;
  readonly currency: string;
}

/** What several offers have to say about one thing, one cell an offer. */
interface OfferRow<Cell> {
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** Offers side by side: figures, then what each meter comes to, then what each parameter is. */
export interface OfferColumns {
  readonly figures: readonly OfferRow<ShownMoney | null>[];
  /** By meter; null where an offer does not count it. */
  readonly lines: readonly OfferRow<ShownMoney | null>[];
  /** Only those in which the offers differ; the empty text where an offer says nothing. */
  readonly parameters: readonly OfferRow<string>[];
}

/** Lays offers side by side. `before` says what the same request costs without drafts, where drafts are looked at. */
export function offerColumns(offers: readonly Offer[], before: (offer: Offer) => Money | undefined): OfferColumns {
  const figures = [
    { label: 'Expected', cells: offers.map(({ expected }) => shown(expected)) },
    { label: 'In force', cells: offers.map((offer) => shown(before(offer))) },
    { label: 'Floor', cells: offers.map(({ floor }) => shown(floor)) },
    { label: 'Ceiling', cells: offers.map(({ ceiling }) => shown(ceiling)) },
  ].filter(({ label, cells }) => label !== 'In force' || cells.some((cell) => cell !== null));
  const meters = [...new Set(offers.flatMap(({ lines }) => lines.map(({ meter }) => meter)))].toSorted(compareMeters);
  const names = [...new Set(offers.flatMap(({ resolved }) => resolved.map(({ name }) => name)))];
  const parameters = names.map((name) => ({ label: name, cells: offers.map((offer) => parameterOf(offer, name)) }));
  return {
    figures,
    lines: meters.map((meter) => ({ label: meter, cells: offers.map((offer) => meterTotal(offer, meter)) })),
    parameters: parameters.filter(({ cells }) => new Set(cells).size > 1),
  };
}

function shown(money: Money | undefined): ShownMoney | null {
  return money === undefined ? null : { amount: formatMoney(money), currency: money.currency };
}

function meterTotal({ lines, entry }: Offer, meter: string): ShownMoney | null {
  const counted = lines.filter((line) => line.meter === meter);
  if (counted.length === 0) return null;
  return shown({ currency: entry.currency, pico: counted.reduce((sum, line) => sum + line.amount.pico, 0n) });
}

function parameterOf({ resolved }: Offer, name: string): string {
  return resolved.find((each) => each.name === name)?.value ?? '';
}

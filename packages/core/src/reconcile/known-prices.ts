import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant, type Instant } from '../time/instant.ts';
import { isWithin } from '../time/period.ts';
import type { ServiceMode } from '../price-book/price-key.ts';
import type { KnownUnitPrice } from './reconcile-inputs.ts';
import { unitPrice, type UnitPrice } from './unit-price.ts';

/** A known price, ready to be reckoned with. */
export interface DatedPrice extends UnitPrice {
  readonly known: KnownUnitPrice;
  readonly from: Instant;
  readonly until: Instant | null;
}

/** Known prices by currency, model and meter. */
export type KnownPrices = ReadonlyMap<string, readonly DatedPrice[]>;

/** What a price is looked up by. */
export interface PriceQuestion {
  readonly currency: string;
  readonly model: string;
  readonly meter: string;
  readonly mode: ServiceMode;
  readonly size?: string | undefined;
  readonly quality?: string | undefined;
  readonly at: Instant;
}

/** The known prices, ready to be asked; in the order of their start. */
export function knownPrices(prices: readonly KnownUnitPrice[]): KnownPrices {
  const index = new Map<string, DatedPrice[]>();
  for (const known of prices) {
    const from = mustHold(parseInstant(known.from));
    const until = known.until === null ? null : mustHold(parseInstant(known.until));
    const price = { ...unitPrice(known.unitPrice, known.per), known, from, until };
    const key = keyOf(known);
    index.set(key, [...(index.get(key) ?? []), price]);
  }
  for (const list of index.values()) list.sort((a, b) => Number(a.from - b.from) || (a.known.priceEntry < b.known.priceEntry ? -1 : 1));
  return index;
}

/** Every price that is known of a meter, in force or not. */
export function pricesOf(prices: KnownPrices, about: Pick<PriceQuestion, 'currency' | 'model' | 'meter'>): readonly DatedPrice[] {
  return prices.get(keyOf(about)) ?? [];
}

/** The price in force; undefined where none is known. */
export function priceInForce(prices: KnownPrices, question: PriceQuestion): DatedPrice | undefined {
  return pricesOf(prices, question).find(
    (price) => price.known.mode === question.mode && isWithin(price, question.at) && applies(price, question),
  );
}

function applies({ known }: DatedPrice, question: PriceQuestion): boolean {
  return Object.entries(known.conditions).every(([key, values]) => {
    const value = key === 'size' || key === 'quality' ? question[key] : undefined;
    return value !== undefined && values.includes(value);
  });
}

function keyOf({ currency, model, meter }: Pick<PriceQuestion, 'currency' | 'model' | 'meter'>): string {
  return `${currency}\n${model}\n${meter}`;
}

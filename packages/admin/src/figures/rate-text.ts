import { meterWords } from '../words/meter-words.ts';
import { moneyText } from './money-parts.ts';
import { perText } from './quantity-text.ts';

/** A price of one component of a tariff, as the API states it. */
export interface Rate {
  readonly meter: string;
  readonly price: string;
  readonly per: string;
}

/**
 * What a rate is for: "1M image output tokens", "image", "1k calls".
 * Example: rateUnit({ meter: 'image', price: '0.1', per: '1' }) → "image".
 */
export function rateUnit(rate: Rate): string {
  const { unit, units } = meterWords(rate.meter);
  const per = perText(rate.per);
  return per === '' ? unit : `${per} ${units}`;
}

/** A rate as people quote it: "$30.00 / 1M image output tokens", "$0.10 / image". */
export function rateText(rate: Rate, currency: string): string {
  return `${moneyText(rate.price, currency)} / ${rateUnit(rate)}`;
}

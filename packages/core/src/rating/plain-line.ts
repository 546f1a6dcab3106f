import { divideHalfEven } from '../money/rounding.ts';
import type { ChargeLine } from './charge.ts';
import type { RatedComponent } from './rated-tariff.ts';

/** Quantity × price and nothing else. A price that divides into whole picounits a unit, as nearly all do, takes one multiplication. */
export function plainLine({ component, pricePico, unitPico }: RatedComponent, quantity: bigint, currency: string): ChargeLine {
  const { meter, label, price: unitPrice, per } = component;
  if (unitPico !== undefined && label === undefined)
    return { meter, quantity, unitPrice, per, amount: { currency, pico: quantity * unitPico }, rounded: false };
  const { quotient, rounded } = divideHalfEven(quantity * pricePico, per);
  const line = { meter, quantity, unitPrice, per, amount: { currency, pico: quotient }, rounded };
  return label === undefined ? line : { ...line, label };
}

import { formatDecimal } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import type { ChargeLine } from './charge.ts';

/** The line that lifts a total to the minimum of its tariff; undefined where it is reached. 0.004 under a minimum of 0.01 needs 0.006. */
export function minimumLine(total: Money, minimumPico: bigint | undefined): ChargeLine | undefined {
  if (minimumPico === undefined || total.pico >= minimumPico) return undefined;
  const pico = minimumPico - total.pico;
  return {
    meter: 'minimum_charge',
    quantity: 1n,
    unitPrice: formatDecimal(pico),
    per: 1n,
    amount: { currency: total.currency, pico },
    rounded: false,
  };
}

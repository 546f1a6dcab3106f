import { divideHalfEven, formatDecimal } from '@halfpenny/core';
import type { FigureRow } from '../figures/figure-row.ts';
import { picoOf } from '../figures/pico-of.ts';
import { quantityText } from '../figures/quantity-text.ts';
import type { EffectiveRatesQuery } from '../generated/graphql.ts';
import { changeText } from '../overview/month-bars.ts';
import { meterWords } from '../words/meter-words.ts';
import { providerName } from '../words/provider-name.ts';

type Rate = EffectiveRatesQuery['effectiveRates']['edges'][number]['node'];

/** Meters that are priced by the piece; all others by the million. */
const pieces = new Set(['image', 'call']);

/** The heads of those rows. */
export const rateHeads = ['Provider, model and meter', 'Units', 'Per', 'Paid', 'By the list', 'Against the list', 'Spent'];

/** What a unit cost on average beside what it costs by the list, in the unit in which people quote it. */
export function rateRow({ provider, model, mode, meter, quantity, cost, listCost }: Rate): FigureRow {
  const per = pieces.has(meter) ? 1n : 1_000_000n;
  const paid = (money: Rate['cost'] | null | undefined) =>
    money == null || quantity === '0' ? null : { currency: money.currency, amount: perUnits(money.amount, quantity, per) };
  return {
    name: `${provider ? providerName(provider) : 'nobody'}, ${meterWords(meter).short.toLowerCase()}`,
    aside: [model, mode === 'batch' ? 'batch' : ''].filter(Boolean).join(' '),
    cells: [
      { text: quantityText(quantity) },
      { text: per === 1n ? meterWords(meter).unit : '1M' },
      { money: paid(cost) },
      { money: paid(listCost) },
      { text: listCost == null ? '' : changeText(cost.amount, listCost.amount) },
      { money: cost },
    ],
  };
}

/** An amount by its units, for so many of them, half-even to 12 decimals: ("0.03", "1000", 1M) → "30". */
function perUnits(amount: string, quantity: string, per: bigint): string {
  return formatDecimal(divideHalfEven(picoOf(amount) * per, BigInt(quantity)).quotient);
}

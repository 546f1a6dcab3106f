import { formatMoney, isCurrency, subtractMoney, type Money } from '../money/money.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import type { Charge, ChargeLine } from './charge.ts';

/** A charge whose total is what the provider states, beside what was computed: nothing where the usage could not be rated. */
export interface StatedCharge extends Charge {
  readonly computed?: Money;
  /** Stated minus computed. */
  readonly difference?: Money;
}

/**
 * A provider's own statement of what a call cost outranks what was computed: the lines stay, and one further line `stated_difference` brings them to it. 0.00397
 * computed and 0.004 stated differ by 0.00003. Without a computed charge that line is all there is, and `currency`, that of the price entry, is then told beside it.
 * Refuses a negative statement, and one in another currency.
 */
export function statedCharge(
  stated: Money,
  computed?: Charge,
  currency: string = computed?.total.currency ?? stated?.currency,
): Outcome<StatedCharge> {
  if (!isMoney(stated)) return badStatement(`${shown(stated)} is no money`);
  if (stated.pico < 0n) return badStatement(`${formatMoney(stated)} is less than nothing`);
  if (stated.currency !== currency) return badStatement(`it is in ${stated.currency}, and the price entry in ${currency}`);
  if (computed === undefined) return accepted({ total: stated, lines: [differenceLine(stated)] });
  const difference = subtractMoney(stated, computed.total);
  return accepted({ total: stated, lines: [...computed.lines, differenceLine(difference)], computed: computed.total, difference });
}

function isMoney(value: unknown): value is Money {
  const { currency, pico } = plainObject(value) ?? {};
  return isCurrency(currency) && typeof pico === 'bigint';
}

function differenceLine(difference: Money): ChargeLine {
  return { meter: 'stated_difference', quantity: 1n, unitPrice: formatMoney(difference), per: 1n, amount: difference, rounded: false };
}

function badStatement(why: string) {
  const message = `The cost that the provider states cannot stand: ${why}. A stated cost is zero or more, in the currency of the price entry.`;
  return refused({ code: 'invalid-stated-cost', path: ['stated'], message });
}

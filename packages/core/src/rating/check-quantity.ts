import type { Usage } from '../meter/meter.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

const quantityMost = 10n ** 30n;

/** True for a quantity: a bigint from 0n to 10n ** 30n. */
export function isQuantity(quantity: unknown): quantity is bigint {
  return typeof quantity === 'bigint' && quantity >= 0n && quantity <= quantityMost;
}

/** The refusal of what is no quantity. `field` is where it stands, usage or priorUsage. */
export function noQuantity(field: string, meter: string, quantity: unknown): Refused {
  const message = `${shown(quantity)} is no quantity of ${shown(meter)}: a quantity is a bigint from 0n to 10n ** 30n.`;
  return refused({ code: 'invalid-usage', path: [field, meter], message });
}

/** The quantity of one meter, checked; undefined where the usage does not have the meter. */
export function quantityOf(usage: Usage, meter: string, field: string): Outcome<bigint | undefined> {
  const quantity = Object.hasOwn(usage, meter) ? usage[meter] : undefined;
  return quantity === undefined || isQuantity(quantity) ? accepted(quantity) : noQuantity(field, meter, quantity);
}

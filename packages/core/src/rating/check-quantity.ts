import type { Usage } from '../meter/meter.ts';
import { plainObject } from '../refusal/plain-object.ts';
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

/** A usage so far, checked whole; undefined, and null, where none is given. `{}` says none was used. Refuses what holds no quantities by meter. */
export function readPriorUsage(priorUsage: unknown): Outcome<Usage | undefined> {
  if (priorUsage === undefined || priorUsage === null) return accepted(undefined);
  const usage = plainObject(priorUsage);
  if (usage === undefined) {
    const message = `${shown(priorUsage)} is no usage so far: give bigints by meter, such as { image: 99n }, or {} for none.`;
    return refused({ code: 'invalid-usage', path: ['priorUsage'], message });
  }
  const wrong = Object.entries(usage).find(([, quantity]) => quantity !== undefined && !isQuantity(quantity));
  return wrong === undefined ? accepted(usage as Usage) : noQuantity('priorUsage', ...wrong);
}

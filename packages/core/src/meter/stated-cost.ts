import { isCurrency, type Money } from '../money/money.ts';
import { picoPerUnit } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** Where a provider's replies state what a call cost, and in what: `{ path: ['usage', 'cost'], unit: 'currency', currency: 'USD' }`. */
export interface CostStatement {
  readonly path: readonly string[];
  /** The currency itself, or hundredths of it. */
  readonly unit: 'currency' | 'cent';
  readonly currency: string;
}

const printedNumber = /^(\d{1,40})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * What a reply states as the cost of its call, half-even to 12 decimals; undefined where it states none. A JSON number counts as the decimal it prints as, never as
 * the binary fraction behind it: 0.0039700000000000004 is 0.00397. Refuses what is no amount of zero or more (`invalid-stated-cost`).
 */
export function statedCost(reply: unknown, { path, unit, currency }: CostStatement): Outcome<Money | undefined> {
  if (!isCurrency(currency))
    return refused({ code: 'invalid-currency', path: ['currency'], message: `${shown(currency)} is no currency.` });
  const stated = path.reduce<unknown>((value, field) => plainObject(value)?.[field], reply);
  if (stated === undefined || stated === null) return accepted(undefined);
  const match = typeof stated === 'number' || typeof stated === 'string' ? printedNumber.exec(String(stated)) : null;
  if (match === null) return noCost(path, stated);
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const scale = Number(exponent) - fraction.length - (unit === 'cent' ? 2 : 0);
  return accepted({ currency, pico: atScale(BigInt(whole + fraction), scale) });
}

function atScale(digits: bigint, scale: number): bigint {
  return scale >= 0 ? digits * 10n ** BigInt(scale) * picoPerUnit : divideHalfEven(digits * picoPerUnit, 10n ** BigInt(-scale)).quotient;
}

function noCost(path: readonly string[], stated: unknown) {
  const message = `${shown(stated)} is no cost: a provider states a number of zero or more.`;
  return refused({ code: 'invalid-stated-cost', path, message });
}

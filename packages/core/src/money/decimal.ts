import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** Picounits in one unit: every amount is a whole number of 10^-12 of its currency. */
export const picoPerUnit = 1_000_000_000_000n;
const decimalsMost = 12;
const textLengthMost = 128;
const plainDecimal = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/**
 * Decimal text → picounits (10^-12). `parseDecimal('0.00397')` holds `3_970_000_000n`.
 * Refuses what is no plain decimal (blanks, exponents, a leading + or zero, NaN), more than 12 decimals (trailing zeros aside) and more than 128 characters.
 */
export function parseDecimal(text: string): Outcome<bigint> {
  const match = typeof text === 'string' && text.length <= textLengthMost ? plainDecimal.exec(text) : null;
  if (match === null) return noDecimal(text, 'is no plain decimal such as 0.00397');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimalsMost) return noDecimal(text, `is finer than ${decimalsMost} decimals`);
  const magnitude = BigInt(match[2] ?? '0') * picoPerUnit + BigInt(fraction.padEnd(decimalsMost, '0'));
  return accepted(match[1] === '-' ? -magnitude : magnitude);
}

/** Picounits → decimal text without exponent or trailing zeros: `formatDecimal(3_970_000_000n)` is `'0.00397'`, zero is `'0'`. */
export function formatDecimal(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(decimalsMost + 1, '0');
  const point = digits.length - decimalsMost;
  let end = digits.length;
  while (end > point && digits[end - 1] === '0') end -= 1;
  const text = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return pico < 0n ? `-${text}` : text;
}

function noDecimal(text: unknown, why: string) {
  return refused({ code: 'invalid-decimal', message: `${shown(text)} ${why}: write plain digits with at most ${decimalsMost} decimals.` });
}

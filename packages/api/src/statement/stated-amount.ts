import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { exactDecimal } from '../platform/exact-decimal.ts';

/** What the amounts of a source are counted in: whole units of the currency, or hundredths of them. */
export type AmountUnit = 'currency' | 'cents';

/** An amount of a statement: as it was written, rounded half-even to 12 places, and what the rounding took (exact minus rounded). All decimal text, the last two in whole units. */
export interface StatedAmount {
  readonly text: string;
  readonly amount: string;
  readonly residue: string;
}

const places = 12;
const decimalsMost = 200;
const digitsMost = 30;

/**
 * The amount that a text states, digit by digit and never through a binary fraction. `statedAmount('0.0000000000005', 'currency')` is '0' with a residue of
 * '0.0000000000005'; `statedAmount('594', 'cents')` is '5.94'. Takes an exponent; refuses what is no such number.
 */
export function statedAmount(text: string, unit: AmountUnit): Outcome<StatedAmount> {
  const exact = exactDecimal(text, unit === 'cents' ? -2 : 0);
  if (!exact.ok) return exact;
  const [whole = '0', fraction = ''] = exact.value.replace('-', '').split('.');
  if (fraction.length > decimalsMost)
    return refused({ code: 'invalid-decimal', message: `${text.slice(0, 60)} has more than ${decimalsMost} decimals.` });
  if (whole.length > digitsMost)
    return refused({ code: 'invalid-decimal', message: `${text.slice(0, 60)} has more than ${digitsMost} digits before its decimals.` });
  const sign = exact.value.startsWith('-') ? -1n : 1n;
  const rest = fraction.slice(places);
  const cut = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const rounded = cut + (roundsUp(cut, rest) ? 1n : 0n);
  const residue = BigInt(`${cut}${rest}`) - rounded * 10n ** BigInt(rest.length);
  return accepted({ text, amount: formatDecimal(sign * rounded), residue: decimalOf(sign * residue, places + rest.length) });
}

/** Half goes to the even neighbour. */
function roundsUp(cut: bigint, rest: string): boolean {
  if (rest === '' || rest < '5') return false;
  return /^50*$/.test(rest) ? cut % 2n === 1n : true;
}

/** A whole number of 10^-`scale` as decimal text. */
function decimalOf(scaled: bigint, scale: number): string {
  if (scaled === 0n) return '0';
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(scale + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

import { parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import type { RefusalCode } from '../refusal/refusal-codes.ts';
import { shown } from '../refusal/shown.ts';

const priceMostPico = 10n ** 15n * picoPerUnit;

/** A price as decimal text → picounits. Refuses what is negative, finer than 12 decimals or above 1,000,000,000,000,000. */
export function readPrice(price: unknown, path: readonly string[]): Outcome<bigint> {
  const pico = parseDecimal(price as string);
  if (!pico.ok) return refused({ code: 'invalid-price', path, message: pico.refusal.message });
  if (pico.value >= 0n && pico.value <= priceMostPico) return pico;
  const message = `${shown(price)} is no price: it is zero or more, and at most 1,000,000,000,000,000.`;
  return refused({ code: 'invalid-price', path, message });
}

/** A number of units as a price list writes it, a whole number from 1 on → bigint. */
export function readUnits(value: unknown, at: { readonly path: readonly string[]; readonly code: RefusalCode }): Outcome<bigint> {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return accepted(BigInt(value));
  const message = `${shown(value)} is no number of units: write a whole number from 1 on.`;
  return refused({ code: at.code, path: at.path, message });
}

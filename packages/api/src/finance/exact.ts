import { formatDecimal, invariant, parseDecimal } from '@halfpenny/core';

/** Decimal text of the ledger → whole picounits. */
export function picoOf(amount: string): bigint {
  const pico = parseDecimal(amount);
  invariant(pico.ok, 'A posted amount is an exact decimal.');
  return pico.value;
}

/** Picounits → decimal text. */
export const textOf = formatDecimal;

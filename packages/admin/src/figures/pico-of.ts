import { parseDecimal } from '@halfpenny/core';

/** An amount of the API, as decimal text → whole picounits, to add and compare. */
export function picoOf(amount: string): bigint {
  const parsed = parseDecimal(amount);
  if (!parsed.ok) throw new Error('The API sends decimals.');
  return parsed.value;
}

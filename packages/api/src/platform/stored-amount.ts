import { invariant, parseDecimal } from '@halfpenny/core';

/** A stored amount or figure, as decimal text → whole picounits: `'0.00397'` is 3,970,000,000. What the database keeps is an exact decimal. */
export function picoOf(amount: string): bigint {
  const parsed = parseDecimal(amount);
  invariant(parsed.ok, 'A stored amount is an exact decimal.');
  return parsed.value;
}

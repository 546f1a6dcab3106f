import { accepted, type Outcome } from '@halfpenny/core';
import { exactDecimal } from '../platform/exact-decimal.ts';

/** A quantity as it was written, and as plain decimal text times 10^`shift`; undefined where none is stated. Refuses what is no number. */
export function quantityOf(text: string | undefined, shift = 0): Outcome<{ readonly text: string; readonly value: string } | undefined> {
  if (text === undefined || text === '') return accepted(undefined);
  const value = exactDecimal(text, shift);
  return value.ok ? accepted({ text, value: value.value }) : value;
}

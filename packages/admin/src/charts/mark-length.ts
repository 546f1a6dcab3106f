import { parseDecimal } from '@halfpenny/core';

/** Picounits in a millionth of the currency: marks are drawn no finer. */
const picoPerMicro = 1_000_000n;

/** How long the mark of an amount is, in units of its currency. A mark is drawn, never read: the figure beside it is the exact text. */
export function markLength(amount: string): number {
  const parsed = parseDecimal(amount);
  if (!parsed.ok) throw new Error('The API sends decimals.');
  const micros = parsed.value / picoPerMicro;
  return Number(micros) / 1_000_000;
}

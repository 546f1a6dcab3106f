import { picoOf } from '../figures/pico-of.ts';

/** Picounits in a millionth of the currency: marks are drawn no finer. */
const picoPerMicro = 1_000_000n;

/** How long the mark of an amount is, in units of its currency. A mark is drawn, never read: the figure beside it is the exact text. */
export function markLength(amount: string): number {
  const micros = picoOf(amount) / picoPerMicro;
  return Number(micros) / 1_000_000;
}

import { picoOf } from '../figures/pico-of.ts';

/** A part of a whole in per cent with one decimal, half up: ("3", "8") → "37.5%". Empty where the whole is nothing. */
export function partText(part: string, whole: string): string {
  const [of, all] = [picoOf(part), picoOf(whole)];
  if (all <= 0n) return '';
  const size = of < 0n ? -of : of;
  const tenths = (size * 2000n + all) / (all * 2n);
  return `${of < 0n ? '−' : ''}${tenths / 10n}.${tenths % 10n}%`;
}

import type { PixelSize } from '../catalog/size-rule.ts';
import type { TokenRange } from './token-range.ts';

const pixelsBase = 2_000_000;
const pixelsPerPass = 4_000_000;

/**
 * Output image tokens of gpt-image-2 and 2.5 at a legal size, for the grid side q of a quality:
 * ⌈ q · round(q ÷ (long ÷ short)) · (2,000,000 + pixels) ÷ 4,000,000 ⌉. 976x704 at side 16 is 129.
 *
 * OpenAI's calculator divides in IEEE doubles and rounds half to even; that count is the expected one. No measurement at a rounding tie exists: there,
 * and where the doubles miss an exact tie, the range covers the calculator's count and those of half-even and half-up in exact arithmetic.
 * 1024x800 at side 16 is 136 to 147, expected 136. Source: OpenAI's web calculator, met by measurement at more than 50 points.
 */
export function gridTokens(side: number, { width, height }: PixelSize): TokenRange {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const pixels = width * height;
  const expected = tokensOf(side, roundedHalfEven(side / (long / short)), pixels);
  const below = Math.floor((side * short) / long);
  const isTie = 2 * (side * short - below * long) === long;
  if (!isTie) return { floor: expected, expected, ceiling: expected };
  const even = below % 2 === 0 ? below : below + 1;
  const candidates = [expected, tokensOf(side, even, pixels), tokensOf(side, below + 1, pixels)];
  return { floor: Math.min(...candidates), expected, ceiling: Math.max(...candidates) };
}

/** Whole numbers below 2^53 throughout, so the division is the only rounding, and it is to the next whole token. */
function tokensOf(side: number, rows: number, pixels: number): number {
  return Math.ceil((side * rows * (pixelsBase + pixels)) / pixelsPerPass);
}

function roundedHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return rest < 0.5 ? below : below + 1;
}

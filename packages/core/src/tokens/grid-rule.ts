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
  const expected = calculatorTokens(side, width, height);
  if (!isTie(side, width, height)) return { floor: expected, expected, ceiling: expected };
  const candidates = [expected, ...tieTokens(side, width, height)];
  return { floor: Math.min(...candidates), expected, ceiling: Math.max(...candidates) };
}

/** The ceiling of `gridTokens` alone, for searches over many sizes: at a tie that is half-up, elsewhere all roundings are one. 0 at side 0, where tokens are not billed. */
export function gridTokensMost(side: number, width: number, height: number): number {
  const [long, short] = width < height ? [height, width] : [width, height];
  return tokensOf(side, Math.floor((2 * side * short + long) / (2 * long)), width * height);
}

function calculatorTokens(side: number, width: number, height: number): number {
  const ratio = Math.max(width, height) / Math.min(width, height);
  return tokensOf(side, roundedHalfEven(side / ratio), width * height);
}

/** True where side × short ÷ long lies exactly between two whole numbers. */
function isTie(side: number, width: number, height: number): boolean {
  const long = Math.max(width, height);
  return (2 * side * Math.min(width, height)) % (2 * long) === long;
}

/** The counts of half-even and of half-up in exact arithmetic. */
function tieTokens(side: number, width: number, height: number): readonly [number, number] {
  const below = Math.floor((side * Math.min(width, height)) / Math.max(width, height));
  const even = below % 2 === 0 ? below : below + 1;
  return [tokensOf(side, even, width * height), tokensOf(side, below + 1, width * height)];
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

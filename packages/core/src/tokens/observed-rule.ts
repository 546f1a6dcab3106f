import type { GridQuality, TokenObservation } from '../catalog/output-token-facts.ts';
import { parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { gridTokens } from './grid-rule.ts';
import type { TokenRange } from './token-range.ts';

const pixelsBase = 2_000_000;

/** What is known where there is no rule: bounds borrowed from another model's grid, cheapest quality first, and the counts somebody saw. */
export interface ObservedFacts {
  readonly bounds: Readonly<Record<string, GridQuality>>;
  readonly observations: readonly TokenObservation[];
}

/**
 * A range where no rule is known [uncertain]. Floor and ceiling are the lending model's cheapest and dearest counts at that size, whatever the quality.
 * Expected: the observation of that quality nearest in pixels, scaled by (2,000,000 + pixels), or the lending model's own count where nobody saw that quality,
 * never below what is expected of the nearest cheaper quality that was seen, and never outside the bounds.
 * gpt-image-2.6 at 1536x1024 low: 158 – 664 – 5,488, the 664 being an observation.
 */
export function observedTokens({ bounds, observations }: ObservedFacts, size: PixelSize, quality: string): TokenRange {
  const grids = Object.values(bounds).map(({ side }) => gridTokens(side, size));
  const floor = Math.min(...grids.map((range) => range.floor));
  const ceiling = Math.max(...grids.map((range) => range.ceiling));
  const expected = seenAt(observations, size, quality) ?? lentTokens({ bounds, observations }, size, quality);
  return { floor, expected: Math.min(Math.max(expected, floor), ceiling), ceiling };
}

function lentTokens({ bounds, observations }: ObservedFacts, size: PixelSize, quality: string): number {
  const cheaper = cheaperUpTo(Object.keys(bounds), quality).map((word) => seenAt(observations, size, word) ?? 0);
  const lent = bounds[quality];
  return Math.max(...cheaper, lent === undefined ? 0 : gridTokens(lent.side, size).expected);
}

function cheaperUpTo(qualities: readonly string[], quality: string): readonly string[] {
  return qualities.slice(0, qualities.indexOf(quality) + 1);
}

function seenAt(observations: readonly TokenObservation[], size: PixelSize, quality: string): number | undefined {
  const pixels = size.width * size.height;
  const seen = observations
    .filter((observation) => observation.quality === quality)
    .map(({ tokens, size: at }) => ({ tokens, pixels: pixelsOf(at) }));
  const [nearest] = seen.toSorted((a, b) => Math.abs(a.pixels - pixels) - Math.abs(b.pixels - pixels));
  return nearest === undefined ? undefined : Math.round((nearest.tokens * (pixelsBase + pixels)) / (pixelsBase + nearest.pixels));
}

function pixelsOf(size: string): number {
  const { width, height } = parseSize(size) ?? { width: 0, height: 0 };
  return width * height;
}

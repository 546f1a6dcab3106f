import type { PixelSize } from '../catalog/size-rule.ts';

const tokensBase = 65;
const tokensPerTile = 129;
const fidelitySquare = 4160;
const fidelityOblong = 6240;

/** The fewest tokens an input image has by this rule: one tile. */
export const tilesLeast: number = tokensBase + tokensPerTile;

/** The most that high fidelity adds to an image. */
export const fidelityMost: number = fidelityOblong;

/**
 * Input tokens of an image on gpt-image-1 and 1.5: its shortest side is scaled to 512, then it is cut into tiles of 512 pixels, 65 + 129 a tile. High fidelity adds
 * 4,160 where it is square and 6,240 where it is not. 1024x1024 is 194, 1536x1024 is 323, at high fidelity 6,563. Source: OpenAI's published rule.
 */
export function tileTokens({ width, height }: PixelSize, fidelity: 'high' | 'low'): number {
  const tiles = Math.ceil(Math.max(width, height) / Math.min(width, height));
  const base = tokensBase + tokensPerTile * tiles;
  if (fidelity === 'low') return base;
  return base + (width === height ? fidelitySquare : fidelityOblong);
}

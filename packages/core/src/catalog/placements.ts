import { parseSize, type PixelSize } from './size-rule.ts';

/**
 * Where images are shown, and the pixels that are seen there: the usual ones, a planning choice and no rule of any platform. A forum post is what OpenAI's forum shows of
 * a picture, 690 by 497 of 976x704.
 */
export const placements: Readonly<Record<string, PixelSize>> = {
  avatar: { width: 256, height: 256 },
  thumbnail: { width: 320, height: 320 },
  'forum-post': { width: 690, height: 497 },
  'product-card': { width: 800, height: 800 },
  'blog-header': { width: 1200, height: 630 },
  'social-ad': { width: 1080, height: 1080 },
  'landing-hero': { width: 1920, height: 1080 },
};

/** The pixels of a placement by its name, or written as WIDTHxHEIGHT; undefined for anything else. */
export function placementSize(placement: string): PixelSize | undefined {
  return Object.hasOwn(placements, placement) ? placements[placement] : parseSize(placement);
}

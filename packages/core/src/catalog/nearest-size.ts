import { legalSizes } from './free-size.ts';
import { formatSize, parseSize, type PixelSize, type SizeRule } from './size-rule.ts';

const edgeConsidered = 1_000_000;

/**
 * The legal sizes nearest to a wanted one, all of them where several are equally near, the one with the fewest pixels first.
 * Distance is that of (width, height) as points; a landscape stays a landscape, a portrait a portrait, a square a square.
 * For free sizes 1024x1033 gives 1024x1040; 1000x1000 gives 992x992 and 1008x1008.
 */
export function nearestSizes(rule: SizeRule, wanted: PixelSize): readonly string[] {
  const aim = { width: clamped(wanted.width), height: clamped(wanted.height) };
  const candidates = rule.kind === 'free' ? legalSizes(rule) : fixed(rule.sizes);
  let nearest: PixelSize[] = [];
  let least = Infinity;
  for (const size of candidates) {
    if (!keepsOrientation(aim, size)) continue;
    const distance = (size.width - aim.width) ** 2 + (size.height - aim.height) ** 2;
    if (distance > least) continue;
    if (distance < least) nearest = [];
    least = distance;
    nearest.push(size);
  }
  return nearest.toSorted((a, b) => a.width * a.height - b.width * b.height || a.width - b.width).map(formatSize);
}

/** Two numbers found in text that is almost a size: `' 1024X1024 '`, `'1024 × 768'`. Undefined where there are not two. */
export function almostSize(text: string): PixelSize | undefined {
  const match = /(\d{1,6})\D{1,5}(\d{1,6})/.exec(text.slice(0, 64));
  return match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) };
}

function keepsOrientation(aim: PixelSize, size: PixelSize): boolean {
  return (
    Math.sign(aim.width - aim.height) === Math.sign(size.width - size.height) || (aim.width !== aim.height && size.width === size.height)
  );
}

function clamped(edge: number): number {
  return Math.min(edge, edgeConsidered);
}

function fixed(sizes: readonly string[]): readonly PixelSize[] {
  return sizes.flatMap((size) => parseSize(size) ?? []);
}

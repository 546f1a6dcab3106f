import type { FreeSizeRule, PixelSize } from './size-rule.ts';

/** True where a size breaks no bound. */
export function isLegalSize(rule: FreeSizeRule, { width, height }: PixelSize): boolean {
  const [long, short, pixels] = [Math.max(width, height), Math.min(width, height), width * height];
  const onGrid = width % rule.multipleOf === 0 && height % rule.multipleOf === 0;
  return onGrid && long <= rule.edgeMost && long <= rule.longToShortMost * short && pixels >= rule.pixelsLeast && pixels <= rule.pixelsMost;
}

/** Every bound a size breaks, as a sentence without its end; empty where it is legal. 976x705 breaks "both edges must be multiples of 16". */
export function brokenBounds(rule: FreeSizeRule, { width, height }: PixelSize): readonly string[] {
  const [long, short, pixels] = [Math.max(width, height), Math.min(width, height), width * height];
  const onGrid = width % rule.multipleOf === 0 && height % rule.multipleOf === 0;
  return [
    ...(onGrid ? [] : [`both edges must be multiples of ${rule.multipleOf}`]),
    ...(long <= rule.edgeMost ? [] : [`the longest edge may be ${rule.edgeMost} pixels`]),
    ...(long <= rule.longToShortMost * short
      ? []
      : [`the longer edge may be ${rule.longToShortMost} times the shorter (${rule.longToShortMost}:1)`]),
    ...(pixels >= rule.pixelsLeast ? [] : [`it must have at least ${grouped(rule.pixelsLeast)} pixels and has ${grouped(pixels)}`]),
    ...(pixels <= rule.pixelsMost ? [] : [`it may have at most ${grouped(rule.pixelsMost)} pixels and has ${grouped(pixels)}`]),
  ];
}

/** Every legal size, in order of width, then height. */
export function* legalSizes(rule: FreeSizeRule): Generator<PixelSize> {
  for (let width = rule.multipleOf; width <= rule.edgeMost; width += rule.multipleOf) {
    for (let height = rule.multipleOf; height <= rule.edgeMost; height += rule.multipleOf) {
      if (isLegalSize(rule, { width, height })) yield { width, height };
    }
  }
}

function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

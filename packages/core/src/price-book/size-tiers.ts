import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { unknownField } from './unknown-field.ts';

/** A name for sizes up to a bound, which belongs to it: `{ name: '1K', longestEdgeMost: 1024 }`. Edges and pixels in whole pixels. */
export interface SizeTier {
  readonly name: string;
  readonly longestEdgeMost?: number;
  readonly pixelsMost?: number;
}

const sizeShape = /^([1-9][0-9]{0,6})x([1-9][0-9]{0,6})$/;
const tiersMost = 100;

/** The name of the first tier that holds a size; undefined beyond the last, and for what is no size in pixels. With 1K up to 1024, 976x704 is 1K. */
export function sizeTierOf(tiers: readonly SizeTier[], size: string): string | undefined {
  const match = typeof size === 'string' ? sizeShape.exec(size) : null;
  if (match === null) return undefined;
  return tierHolding(tiers, Number(match[1]), Number(match[2]))?.name;
}

/** The first tier that holds a size in pixels; undefined beyond the last. */
export function tierHolding(tiers: readonly SizeTier[], width: number, height: number): SizeTier | undefined {
  return tiers.find(({ longestEdgeMost, pixelsMost }) => {
    return Math.max(width, height) <= (longestEdgeMost ?? Infinity) && width * height <= (pixelsMost ?? Infinity);
  });
}

/** Size tiers as a price list writes them. Refuses a tier without a name or a bound, and two of one name. */
export function readSizeTiers(input: unknown): Outcome<readonly SizeTier[]> {
  if (!Array.isArray(input) || input.length === 0 || input.length > tiersMost)
    return badSizeTiers(['sizeTiers'], `Size tiers are a list of 1 to ${tiersMost}`);
  const tiers: SizeTier[] = [];
  for (const [index, each] of input.entries()) {
    const path = ['sizeTiers', String(index)];
    if (typeof each !== 'object' || each === null) return badSizeTiers(path, `${shown(each)} is no size tier`);
    const unknown = unknownField(each, ['name', 'longestEdgeMost', 'pixelsMost'], path);
    if (unknown !== undefined) return unknown;
    const { name, longestEdgeMost, pixelsMost } = each as SizeTier;
    if (typeof name !== 'string' || name === '' || name.length > 64 || tiers.some((other) => other.name === name))
      return badSizeTiers([...path, 'name'], `${shown(name)} is no name of its own`);
    const bounds = [longestEdgeMost, pixelsMost].filter((bound) => bound !== undefined);
    if (bounds.length === 0 || !bounds.every((bound) => Number.isSafeInteger(bound) && bound >= 1))
      return badSizeTiers(path, 'A size tier is bounded by whole pixels');
    tiers.push(Object.freeze({ ...each }));
  }
  return accepted(Object.freeze(tiers));
}

function badSizeTiers(path: readonly string[], why: string) {
  return refused({ code: 'invalid-tariff-rule', path, message: `${why}: write such as { name: '1K', longestEdgeMost: 1024 }.` });
}

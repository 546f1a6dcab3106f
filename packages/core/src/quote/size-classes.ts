import { isLegalSize, legalSizes } from '../catalog/free-size.ts';
import { formatSize, parseSize, type FreeSizeRule, type PixelSize } from '../catalog/size-rule.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { tierHolding, type SizeTier } from '../price-book/size-tiers.ts';
import { expectedSize } from '../tokens/foretold-tokens.ts';
import { sizeTable } from '../tokens/size-table.ts';
import { certainTokens, type TokenRange } from '../tokens/token-range.ts';

/** Legal sizes that a tariff cannot tell apart but by their pixels. */
export interface SizeClass {
  /** One of them, for conditions. */
  readonly size: string;
  readonly pixels: TokenRange;
  /** True of the class that 1024x1024 is in. */
  readonly isExpected: boolean;
}

/** An entry and a rule never change, so their classes are made once. */
const classes = new WeakMap<PriceEntry, Map<FreeSizeRule, readonly SizeClass[]>>();

/**
 * All sizes a rule allows, by what a tariff makes of them: each size it names by itself, and the others by their tier of size. By tiers of 1K and 2K the classes of gpt-image-2 are sizes up to
 * 1K, up to 2K, and beyond.
 */
export function sizeClasses(rule: FreeSizeRule, entry: PriceEntry): readonly SizeClass[] {
  const ofEntry = classes.get(entry) ?? new Map<FreeSizeRule, readonly SizeClass[]>();
  classes.set(entry, ofEntry);
  const known = ofEntry.get(rule);
  if (known !== undefined) return known;
  const made = classified(rule, entry);
  ofEntry.set(rule, made);
  return made;
}

function classified(rule: FreeSizeRule, entry: PriceEntry): readonly SizeClass[] {
  const named = sizesNamed(entry);
  const alone = [...named].flatMap((size) => {
    const pixels = parseSize(size);
    return pixels !== undefined && isLegalSize(rule, pixels) ? [widened(undefined, pixels)] : [];
  });
  const { sizeTiers } = entry;
  const others = sizeTiers === undefined ? [wholeRule(rule, named)] : tierClasses(rule, sizeTiers, named);
  return [...alone, ...others];
}

function wholeRule(rule: FreeSizeRule, named: ReadonlySet<string>): SizeClass {
  let size = expectedSize;
  for (const legal of legalSizes(rule)) {
    size = formatSize(legal);
    if (!named.has(size)) break;
  }
  return {
    size,
    pixels: { floor: rule.pixelsLeast, expected: pixelsUsual, ceiling: rule.pixelsMost },
    isExpected: !named.has(expectedSize),
  };
}

/** Sizes lie down in the table: turned on its side a size has the same pixels and stands in the same tier. */
function tierClasses(rule: FreeSizeRule, tiers: readonly SizeTier[], named: ReadonlySet<string>): readonly SizeClass[] {
  const found = new Map<string, SizeClass>();
  const { count, widths, heights } = sizeTable(rule);
  for (let place = 0; place < count; place += 1) {
    const size = { width: widths[place] ?? 0, height: heights[place] ?? 0 };
    const tier = tierHolding(tiers, size.width, size.height)?.name ?? '';
    const known = found.get(tier);
    if (known !== undefined || !named.has(formatSize(size))) found.set(tier, widened(known, size));
  }
  return [...found.values()];
}

/** A class with one more size in it. Expected are the pixels of 1024x1024 where they are in it, else its fewest. */
function widened(known: SizeClass | undefined, size: PixelSize): SizeClass {
  const count = size.width * size.height;
  const isUsual = size.width === usual.width && size.height === usual.height;
  if (known === undefined) return { size: formatSize(size), pixels: certainTokens(count), isExpected: isUsual };
  const { floor, expected, ceiling } = known.pixels;
  if (!isUsual && count >= floor && count <= ceiling) return known;
  const isExpected = known.isExpected || isUsual;
  const least = Math.min(floor, count);
  const likely = isUsual ? count : known.isExpected ? expected : least;
  return { size: known.size, pixels: { floor: least, expected: likely, ceiling: Math.max(ceiling, count) }, isExpected };
}

const usual: PixelSize = { width: 1024, height: 1024 };
const pixelsUsual = usual.width * usual.height;

function sizesNamed({ components, modifiers = [] }: PriceEntry): ReadonlySet<string> {
  return new Set([...components, ...modifiers].flatMap(({ when }) => when['size'] ?? []));
}

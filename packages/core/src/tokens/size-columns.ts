import type { FreeSizeRule } from '../catalog/size-rule.ts';

/** The legal sizes of one width that are at most as high as wide: heights from `least` to `most` in steps of the rule's multiple; 3840 has 1280 to 2160. */
export interface SizeColumn {
  readonly width: number;
  readonly least: number;
  readonly most: number;
}

const columns = new WeakMap<FreeSizeRule, readonly SizeColumn[]>();

/**
 * Every legal size of a rule that is at least as wide as it is high, as one column a width, made once: 187 columns hold 14,638 sizes. A size turned on its side is as
 * legal and has as many tokens, so one stands for both: 29,146 of gpt-image-2. Tokens never fall as a column rises, so a search need not look at each size.
 */
export function sizeColumns(rule: FreeSizeRule): readonly SizeColumn[] {
  const known = columns.get(rule);
  if (known !== undefined) return known;
  const made: SizeColumn[] = [];
  for (let width = rule.multipleOf; width <= rule.edgeMost; width += rule.multipleOf) {
    const { least, most } = heightsOf(rule, width);
    if (least <= most) made.push({ width, least, most });
  }
  columns.set(rule, made);
  return made;
}

function heightsOf({ multipleOf, longToShortMost, pixelsLeast, pixelsMost }: FreeSizeRule, width: number): Omit<SizeColumn, 'width'> {
  const fewest = Math.max(width / longToShortMost, pixelsLeast / width, 1);
  const most = Math.min(width, pixelsMost / width);
  return { least: Math.ceil(fewest / multipleOf) * multipleOf, most: Math.floor(most / multipleOf) * multipleOf };
}

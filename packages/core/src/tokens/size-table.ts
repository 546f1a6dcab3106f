import type { FreeSizeRule } from '../catalog/size-rule.ts';
import { gridTokensMost } from './grid-rule.ts';

/**
 * Every legal size of a rule that is at least as wide as it is high, by its place in one order: width, then height. A size turned on its side is as legal and has as many
 * tokens, so one stands for both.
 */
export interface SizeTable {
  readonly count: number;
  readonly widths: Uint16Array;
  readonly heights: Uint16Array;
}

const tables = new WeakMap<FreeSizeRule, SizeTable>();
const tokensOfSides = new WeakMap<SizeTable, Map<number, Uint16Array>>();

/** The sizes a rule allows, made once: 14,638 stand for the 29,146 of gpt-image-2. */
export function sizeTable(rule: FreeSizeRule): SizeTable {
  const known = tables.get(rule);
  if (known !== undefined) return known;
  const table = listedSizes(rule);
  tables.set(rule, table);
  return table;
}

function listedSizes(rule: FreeSizeRule): SizeTable {
  const edges = Math.floor(rule.edgeMost / rule.multipleOf);
  const [widths, heights] = [new Uint16Array(edges * edges), new Uint16Array(edges * edges)];
  let count = 0;
  for (let width = rule.multipleOf; width <= rule.edgeMost; width += rule.multipleOf) {
    const { least, most } = heightsOf(rule, width);
    for (let height = least; height <= most; height += rule.multipleOf) {
      widths[count] = width;
      heights[count] = height;
      count += 1;
    }
  }
  return { count, widths: widths.slice(0, count), heights: heights.slice(0, count) };
}

/** The lowest and the highest legal height of a width, at most as high as wide; none where the lowest is above. */
function heightsOf(rule: FreeSizeRule, width: number): { readonly least: number; readonly most: number } {
  const fewest = Math.max(width / rule.longToShortMost, rule.pixelsLeast / width, 1);
  const most = Math.min(width, rule.pixelsMost / width);
  return { least: Math.ceil(fewest / rule.multipleOf) * rule.multipleOf, most };
}

/** The most tokens an image of each size can have on a grid of that side, ties included; made once for each side. */
export function tokensBySize(table: SizeTable, side: number): Uint16Array {
  const ofTable = tokensOfSides.get(table) ?? new Map<number, Uint16Array>();
  tokensOfSides.set(table, ofTable);
  const known = ofTable.get(side);
  if (known !== undefined) return known;
  const tokens = new Uint16Array(table.count);
  for (let place = 0; place < table.count; place += 1)
    tokens[place] = gridTokensMost(side, table.widths[place] ?? 0, table.heights[place] ?? 0);
  ofTable.set(side, tokens);
  return tokens;
}

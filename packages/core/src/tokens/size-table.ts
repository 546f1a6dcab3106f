import type { FreeSizeRule } from '../catalog/size-rule.ts';
import { sizeColumns } from './size-columns.ts';

/** Sizes in a row, each by its place. */
export interface SizeTable {
  readonly count: number;
  readonly widths: Uint16Array;
  readonly heights: Uint16Array;
}

const tables = new WeakMap<FreeSizeRule, SizeTable>();

/** The sizes of all columns of a rule one by one, by width, then height; made once. For prices that tokens alone do not tell. */
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
  for (const { width, least, most } of sizeColumns(rule)) {
    for (let height = least; height <= most; height += rule.multipleOf) {
      widths[count] = width;
      heights[count] = height;
      count += 1;
    }
  }
  return { count, widths: widths.slice(0, count), heights: heights.slice(0, count) };
}

import type { FreeSizeRule, PixelSize } from '../catalog/size-rule.ts';
import { gridTokensMost } from '../tokens/grid-rule.ts';
import { sizeColumns, type SizeColumn } from '../tokens/size-columns.ts';
import type { Shape } from './budget-question.ts';
import { shapeTolerance, type SizeAim } from './search-sizes.ts';

/** What is looked for among all sizes a rule allows: sizes of at most `limit` tokens on a grid of `side`, 0 where tokens are not billed. */
export interface ColumnSearch {
  readonly rule: FreeSizeRule;
  readonly side: number;
  readonly limit: number;
  readonly aim: SizeAim;
  readonly shape: Shape | undefined;
}

/** A size with the most tokens it can have. */
export interface CountedSize extends PixelSize {
  readonly tokens: number;
}

/**
 * The best size that fits, lying down, out of all 29,146: the same that `bestPlace` finds by looking at each. Tokens never fall as a column rises, so of a column the highest that fits is
 * found by halves, and a column whose highest is smaller than what was found, or whose lowest is dearer, is passed over. Undefined where none fits.
 */
export function bestInColumns({ rule, side, limit, aim, shape }: ColumnSearch): CountedSize | undefined {
  const columns = shape === undefined ? sizeColumns(rule) : columnsOfShape(rule, shape);
  let best: CountedSize | undefined;
  for (let place = columns.length - 1; place >= 0; place -= 1) {
    const column = columns[place];
    if (column === undefined || (aim === 'largest' && best !== undefined && column.width * column.most < best.width * best.height))
      continue;
    const lowest = gridTokensMost(side, column.width, column.least);
    if (lowest > limit || (aim === 'cheapest' && best !== undefined && lowest > best.tokens)) continue;
    const height = highestWithin(column, aim === 'largest' ? limit : lowest, { side, step: rule.multipleOf });
    const found = { width: column.width, height, tokens: gridTokensMost(side, column.width, height) };
    if (best === undefined || gain(found, best, aim) > 0) best = found;
  }
  return best;
}

function gain(a: CountedSize, b: CountedSize, aim: SizeAim): number {
  const more = a.width * a.height - b.width * b.height;
  const less = b.tokens - a.tokens;
  return (aim === 'largest' ? more || less : less || more) || a.width - b.width;
}

/** The highest of a column with at most so many tokens; its lowest has no more. */
function highestWithin({ width, least, most }: SizeColumn, limit: number, { side, step }: { side: number; step: number }): number {
  if (gridTokensMost(side, width, most) <= limit) return most;
  let [fits, tooMany] = [0, (most - least) / step];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (gridTokensMost(side, width, least + middle * step) <= limit) fits = middle;
    else tooMany = middle;
  }
  return least + fits * step;
}

/** Columns cut down to a shape: to exactly it where any size has it, else to a hundredth of it either way. */
function columnsOfShape(rule: FreeSizeRule, shape: Shape): readonly SizeColumn[] {
  const columns = sizeColumns(rule);
  const exact = columns.flatMap(({ width, least, most }) => {
    const height = (width * shape.height) / shape.width;
    return height % rule.multipleOf === 0 && height >= least && height <= most ? [{ width, least: height, most: height }] : [];
  });
  return exact.length > 0 ? exact : columns.flatMap((column) => nearShape(column, shape, rule.multipleOf));
}

function nearShape({ width, least, most }: SizeColumn, shape: Shape, step: number): readonly SizeColumn[] {
  const wanted = shapeTolerance * width * shape.height;
  const low = Math.max(least, Math.ceil(wanted / ((shapeTolerance + 1) * shape.width * step)) * step);
  const high = Math.min(most, Math.floor(wanted / ((shapeTolerance - 1) * shape.width * step)) * step);
  return low <= high ? [{ width, least: low, most: high }] : [];
}

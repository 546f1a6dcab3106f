import { checkSize } from '../catalog/check-size.ts';
import { formatSize, parseSize } from '../catalog/size-rule.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { sizeTable, tokensBySize, type SizeTable } from '../tokens/size-table.ts';
import type { ReadBudget } from './budget-question.ts';
import { billsTokens, imageCost, type PlannedImage } from './image-cost.ts';

/**
 * The sizes of one quality in order of cost. Where cost follows tokens alone, tokens are the order and the limit is the most tokens that fit: one search by halves
 * instead of a rating for each of 29,146 sizes. Else each size is rated, and its order is its place among all costs.
 */
export interface PricedSizes {
  readonly quality: string;
  readonly table: SizeTable;
  /** The most output tokens of each size; 0 where tokens are not billed. */
  readonly tokens: ArrayLike<number>;
  readonly order: ArrayLike<number>;
  /** A size fits where its order is at most this. */
  readonly limit: number;
  /** True where each size stands for itself turned on its side as well. */
  readonly isTurnable: boolean;
}

const tokensMost = 65_535;

/** Every size the model makes in a quality, with what it costs; no size where the tariff prices none of them. */
export function pricedSizes(budget: ReadBudget, quality: string): PricedSizes {
  const table = tableOf(budget);
  const tokens = tokensOf(budget, quality, table);
  const sizes = { quality, table, tokens, isTurnable: isWhole(budget, table) };
  if (followsTokens(budget)) return { ...sizes, order: tokens, limit: tokensWithin(budget, quality, firstSize(table)) };
  return { ...sizes, ...ratedOrder(budget, sizes) };
}

/** Each cost by its place among all of them, the lowest first; the limit is the place of the dearest that fits, and a size without a price is beyond it. */
function ratedOrder(budget: ReadBudget, sizes: Pick<PricedSizes, 'quality' | 'table' | 'tokens'>): Pick<PricedSizes, 'order' | 'limit'> {
  const costs = Array.from({ length: sizes.table.count }, (_, place) => costAt(budget, sizes, place));
  const rising = [...new Set(costs)].filter((cost) => cost !== undefined).toSorted((a, b) => (a < b ? -1 : 1));
  const places = new Map(rising.map((cost, place) => [cost, place]));
  const order = costs.map((cost) => (cost === undefined ? Infinity : (places.get(cost) ?? Infinity)));
  return { order, limit: rising.filter((cost) => cost <= budget.amount.pico).length - 1 };
}

/** The image at a place of a list of sizes. */
export function imageAt({ quality, table, tokens }: Pick<PricedSizes, 'quality' | 'table' | 'tokens'>, place: number): PlannedImage {
  const size = formatSize({ width: table.widths[place] ?? 0, height: table.heights[place] ?? 0 });
  return { size, quality, outputTokens: tokens[place] ?? 0 };
}

/** True for the table of all sizes that a rule allows, and not for a list of few. */
function isWhole({ model: { sizes } }: ReadBudget, table: SizeTable): boolean {
  return sizes.kind === 'free' && table === sizeTable(sizes);
}

/** The most output tokens of an image, ties included; undefined where nobody can tell. 0 where tokens are not billed. */
export function outputTokensMost(
  budget: ReadBudget,
  { size, quality }: { readonly size: string; readonly quality: string },
): number | undefined {
  if (!billsTokens(budget)) return 0;
  if (budget.model.outputTokens.kind === 'none') return undefined;
  return foretoldTokens(budget.model, size, quality).ceiling;
}

function costAt(budget: ReadBudget, sizes: Pick<PricedSizes, 'quality' | 'table' | 'tokens'>, place: number): bigint | undefined {
  return imageCost(budget, imageAt(sizes, place))?.pico;
}

/** The sizes a tariff names, the few a model makes, or all that its rule allows. */
function tableOf({ model, entry }: ReadBudget): SizeTable {
  const named = [...new Set(entry.components.flatMap(({ when }) => when['size'] ?? []))].filter((size) => checkSize(model, size).ok);
  if (named.length > 0) return listed(named);
  return model.sizes.kind === 'fixed' ? listed(model.sizes.sizes) : sizeTable(model.sizes);
}

function listed(sizes: readonly string[]): SizeTable {
  const pixels = sizes.flatMap((size) => parseSize(size) ?? []);
  const widths = Uint16Array.from(pixels, ({ width }) => width);
  return { count: pixels.length, widths, heights: Uint16Array.from(pixels, ({ height }) => height) };
}

function tokensOf(budget: ReadBudget, quality: string, table: SizeTable): ArrayLike<number> {
  const { outputTokens } = budget.model;
  if (!billsTokens(budget)) return new Uint8Array(table.count);
  const whole = isWhole(budget, table);
  const side = outputTokens.kind === 'grid' ? outputTokens.qualities[quality]?.side : undefined;
  if (whole && side !== undefined) return tokensBySize(table, side);
  if (whole && outputTokens.kind === 'observed' && outputTokens.learned === undefined)
    return tokensBySize(table, Math.max(...Object.values(outputTokens.bounds).map((bound) => bound.side)));
  return Array.from({ length: table.count }, (_, place) => {
    const size = formatSize({ width: table.widths[place] ?? 0, height: table.heights[place] ?? 0 });
    return outputTokensMost(budget, { size, quality }) ?? tokensMost;
  });
}

/** True where nothing but tokens tells two sizes of one quality apart, and more tokens never cost less. */
function followsTokens(budget: ReadBudget): boolean {
  const { components, modifiers = [] } = budget.entry;
  const conditions = [...components, ...modifiers].flatMap(({ when }) => Object.keys(when));
  const bySize = conditions.some((key) => key === 'size' || key === 'sizeTier');
  return !bySize && components.every(({ meter, tiers, times }) => tiers === undefined && meter !== 'pixel' && times?.meter !== 'pixel');
}

/** The most output tokens that still fit, by halves; −1 where none do. */
function tokensWithin(budget: ReadBudget, quality: string, size: string): number {
  let [fits, tooMany] = [-1, tokensMost + 1];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const cost = imageCost(budget, { size, quality, outputTokens: middle });
    if (cost !== undefined && cost.pico <= budget.amount.pico) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

function firstSize(table: SizeTable): string {
  return formatSize({ width: table.widths[0] ?? 0, height: table.heights[0] ?? 0 });
}

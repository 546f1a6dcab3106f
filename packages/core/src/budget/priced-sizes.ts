import { checkSize } from '../catalog/check-size.ts';
import { formatSize, parseSize } from '../catalog/size-rule.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { sizeTable, type SizeTable } from '../tokens/size-table.ts';
import type { ReadBudget } from './budget-question.ts';
import { billsTokens, imageCost, type PlannedImage } from './image-cost.ts';
import { followsTokens, tokensMost, tokensWithin } from './token-limit.ts';

/**
 * The sizes of one quality in order of cost, listed one by one: few, or all that a rule allows where tokens alone do not tell what they cost. Where cost follows tokens they are the
 * order, else each size is rated, and its order is its place among all costs.
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

/** Every size the model makes in a quality, with what it costs; no size where the tariff prices none of them. */
export function pricedSizes(budget: ReadBudget, quality: string): PricedSizes {
  const table = tableOf(budget);
  const tokens = tokensOf(budget, quality, table);
  const sizes = { quality, table, tokens, isTurnable: isWhole(budget, table) };
  const [size] = Array.from({ length: table.count > 0 ? 1 : 0 }, (_, place) => sizeAt(table, place));
  if (size !== undefined && followsTokens(budget)) return { ...sizes, order: tokens, limit: tokensWithin(budget, { quality, size }) };
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
  return { size: sizeAt(table, place), quality, outputTokens: tokens[place] ?? 0 };
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
  if (!billsTokens(budget)) return new Uint8Array(table.count);
  return Array.from({ length: table.count }, (_, place) => outputTokensMost(budget, { size: sizeAt(table, place), quality }) ?? tokensMost);
}

function sizeAt({ widths, heights }: SizeTable, place: number): string {
  return formatSize({ width: widths[place] ?? 0, height: heights[place] ?? 0 });
}

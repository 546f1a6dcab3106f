import { checkSize } from '../catalog/check-size.ts';
import { formatSize, parseSize } from '../catalog/size-rule.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { gridTokensMost } from '../tokens/grid-rule.ts';
import { sizeTable, type SizeTable } from '../tokens/size-table.ts';
import type { ReadBudget } from './budget-question.ts';
import { billsTokens, imageCost, type PlannedImage } from './image-cost.ts';
import { pixelOrder, ratedOrder, type OrderedSizes } from './size-order.ts';
import { followsPixels, followsTokens, tokensMost, tokensWithin } from './token-limit.ts';

/**
 * The sizes of one quality in order of cost, listed one by one: few, or all that a rule allows where tokens alone do not tell what they cost. Where cost follows tokens, or pixels, they are the
 * order; else sizes are rated, each kind of them once, and the order is the place among all costs.
 */
export interface PricedSizes extends OrderedSizes {
  readonly quality: string;
  readonly table: SizeTable;
  /** The most output tokens of each size; 0 where tokens are not billed. */
  readonly tokens: ArrayLike<number>;
  /** True where each size stands for itself turned on its side as well. */
  readonly isTurnable: boolean;
}

type ListedSizes = Pick<PricedSizes, 'quality' | 'table' | 'tokens'>;

/** Every size the model makes in a quality, with what it costs; no size where the tariff prices none of them. */
export function pricedSizes(budget: ReadBudget, quality: string): PricedSizes {
  const table = tableOf(budget);
  const tokens = tokensOf(budget, quality, table);
  const sizes = { quality, table, tokens, isTurnable: isWhole(budget, table) };
  return { ...sizes, ...orderOf(budget, sizes) };
}

function orderOf(budget: ReadBudget, sizes: ListedSizes): OrderedSizes {
  const { table, tokens, quality } = sizes;
  if (table.count === 0) return { order: [], limit: -1 };
  if (followsTokens(budget)) return { order: tokens, limit: tokensWithin(budget, { quality, size: sizeAt(table, 0) }) };
  const costAt = (place: number): bigint | undefined => imageCost(budget, imageAt(sizes, place))?.pico;
  return followsPixels(budget) ? pixelOrder(budget, table, costAt) : ratedOrder(budget, sizes, costAt);
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

/** The sizes a tariff names, the few a model makes, or all that its rule allows; both ways up where a factor names one, since the other may then cost less. */
function tableOf({ model, entry }: ReadBudget): SizeTable {
  const named = [...new Set(entry.components.flatMap(({ when }) => when['size'] ?? []))].filter((size) => checkSize(model, size).ok);
  if (named.length > 0) return listed(named);
  if (model.sizes.kind === 'fixed') return listed(model.sizes.sizes);
  const table = sizeTable(model.sizes);
  return entry.modifiers?.some(({ when }) => 'size' in when) === true ? bothWays(table) : table;
}

function bothWays({ count, widths, heights }: SizeTable): SizeTable {
  return { count: 2 * count, widths: joined(widths, heights), heights: joined(heights, widths) };
}

function joined(first: Uint16Array, second: Uint16Array): Uint16Array {
  const both = new Uint16Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function listed(sizes: readonly string[]): SizeTable {
  const pixels = sizes.flatMap((size) => parseSize(size) ?? []);
  const widths = Uint16Array.from(pixels, ({ width }) => width);
  return { count: pixels.length, widths, heights: Uint16Array.from(pixels, ({ height }) => height) };
}

function tokensOf(budget: ReadBudget, quality: string, table: SizeTable): ArrayLike<number> {
  if (!billsTokens(budget)) return new Uint8Array(table.count);
  const facts = budget.model.outputTokens;
  const side = facts.kind === 'grid' ? facts.qualities[quality]?.side : undefined;
  if (side !== undefined) return Uint16Array.from(table.widths, (width, place) => gridTokensMost(side, width, table.heights[place] ?? 0));
  return Array.from({ length: table.count }, (_, place) => outputTokensMost(budget, { size: sizeAt(table, place), quality }) ?? tokensMost);
}

function sizeAt({ widths, heights }: SizeTable, place: number): string {
  return formatSize({ width: widths[place] ?? 0, height: heights[place] ?? 0 });
}

import { formatSize, parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { compareMoney, type Money } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import { expectedSize } from '../tokens/foretold-tokens.ts';
import { readBudget, type BudgetQuestion, type ReadBudget } from './budget-question.ts';
import { fitOf, nothingFits, notSettled, type BudgetFit } from './budget-fit.ts';
import { imageCost, type PlannedImage } from './image-cost.ts';
import { mostOf } from './most-of.ts';
import { imageAt, outputTokensMost, pricedSizes, type PricedSizes } from './priced-sizes.ts';
import { bestInColumns, type ColumnSearch } from './search-columns.ts';
import { bestPlace, type SizeAim } from './search-sizes.ts';
import { tokenGrid, tokensWithin } from './token-limit.ts';

/** The image with the most pixels that an amount buys, in the qualities and the shape asked for; of two as large, the better quality. */
export function largestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return fitted(plan(book, question, at, { aim: 'largest', gain: (a, b) => pixels(a) - pixels(b) || a.rank - b.rank }));
}

/** The cheapest image, in the qualities and the shape asked for; of two as cheap, the better quality. With it `images` says how many the amount buys: the most there can be. */
export function cheapestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return fitted(planCheapest(book, question, at));
}

/** `cheapestImage` without the figures, for whoever compares many. */
export function planCheapest(book: PriceBook, question: BudgetQuestion, at: string): Outcome<Plan> {
  return plan(book, question, at, { aim: 'cheapest', gain: cheaper });
}

/** The best image: the dearest quality of which any size fits, and in it the most pixels. With a shape such as `16:9`, the sizes of exactly that shape, else those within a hundredth. */
export function bestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return fitted(plan(book, question, at, { aim: 'largest', gain: (a, b) => a.rank - b.rank }));
}

/** The best image of one quality, what it costs, and the quality's place among those of its model. */
interface Candidate extends PlannedImage {
  readonly cost: Money;
  readonly rank: number;
}

interface Choice {
  /** What is best within a quality. */
  readonly aim: SizeAim;
  /** What the best of one quality is better by than that of another. */
  readonly gain: (a: Candidate, b: Candidate) => number;
}

/** The image that was chosen, and the question it answers. */
export interface Plan {
  readonly budget: ReadBudget;
  readonly image: Candidate;
}

function plan(book: PriceBook, question: BudgetQuestion, at: string, { aim, gain }: Choice): Outcome<Plan> {
  const budget = readBudget(book, question, at);
  if (!budget.ok) return budget;
  if (!isForetold(budget.value)) return notSettled();
  const image = mostOf(candidates(budget.value, aim), gain);
  return image === undefined ? nothingFits(budget.value, cheapestAtAll(budget.value)) : accepted({ budget: budget.value, image });
}

function fitted(found: Outcome<Plan>): Outcome<BudgetFit> {
  return found.ok ? accepted(fitOf(found.value.budget, found.value.image)) : found;
}

function isForetold(budget: ReadBudget): boolean {
  const [size] = budget.model.suggestedSizes;
  const [quality] = budget.qualities;
  return size !== undefined && quality !== undefined && outputTokensMost(budget, { size, quality }) !== undefined;
}

function candidates(budget: ReadBudget, aim: SizeAim): readonly Candidate[] {
  return budget.qualities.flatMap((quality) => {
    const image = bestOfQuality(budget, quality, aim);
    const cost = image === undefined ? undefined : imageCost(budget, image);
    return image === undefined || cost === undefined ? [] : [{ ...image, cost, rank: budget.model.qualities.indexOf(quality) }];
  });
}

/** Where each size stands for itself turned on its side, an upright shape is looked for lying down, and what is found is set up again. */
function bestOfQuality(budget: ReadBudget, quality: string, aim: SizeAim): PlannedImage | undefined {
  const { shape, model } = budget;
  const isUpright = shape !== undefined && shape.width < shape.height;
  const grid = model.sizes.kind === 'free' ? tokenGrid(budget, quality) : undefined;
  if (grid !== undefined && model.sizes.kind === 'free') {
    const limit = tokensWithin(budget, { size: expectedSize, quality }, grid);
    const search = { rule: model.sizes, side: grid.side, limit, aim, shape: isUpright ? turned(shape) : shape };
    const found = bestInColumns(search);
    return found === undefined ? undefined : { size: formatSize(isUpright ? turned(found) : found), quality, outputTokens: found.tokens };
  }
  const sizes = pricedSizes(budget, quality);
  const isTurned = sizes.isTurnable && isUpright;
  const image = imageOf(budget, sizes, { aim, shape: isTurned ? turned(shape) : shape });
  if (image === undefined) return undefined;
  const lying = isTurned ? parseSize(image.size) : undefined;
  return lying === undefined ? image : { ...image, size: formatSize(turned(lying)) };
}

/** Where sizes of different order may cost the same, the cheapest is the largest of those that cost as little. */
function imageOf(budget: ReadBudget, sizes: PricedSizes, { aim, shape }: Pick<ColumnSearch, 'aim' | 'shape'>): PlannedImage | undefined {
  const place = bestPlace(sizes, aim, shape);
  const image = place === undefined ? undefined : imageAt(sizes, place);
  const cost = image === undefined || aim === 'largest' ? undefined : imageCost(budget, image);
  if (cost === undefined || sizes.limitOf === undefined) return image;
  const larger = bestPlace({ ...sizes, limit: sizes.limitOf(cost.pico) }, 'largest', shape);
  return larger === undefined ? image : imageAt(sizes, larger);
}

function turned({ width, height }: PixelSize): PixelSize {
  return { width: height, height: width };
}

/** What one would have to pay at least: the cheapest image without the limit. */
function cheapestAtAll(budget: ReadBudget) {
  const boundless: ReadBudget = { ...budget, amount: { ...budget.amount, pico: 10n ** 30n } };
  const image = mostOf(candidates(boundless, 'cheapest'), cheaper);
  return image === undefined ? undefined : { image, cost: image.cost };
}

function cheaper(a: Candidate, b: Candidate): number {
  return compareMoney(b.cost, a.cost) || a.rank - b.rank;
}

function pixels({ size }: PlannedImage): number {
  const { width, height } = parseSize(size) ?? { width: 0, height: 0 };
  return width * height;
}

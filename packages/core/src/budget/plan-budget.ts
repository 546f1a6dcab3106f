import { formatSize, parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { compareMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import { readBudget, type BudgetQuestion, type ReadBudget } from './budget-question.ts';
import { fitOf, nothingFits, notSettled, type BudgetFit } from './budget-fit.ts';
import type { PlannedImage } from './image-cost.ts';
import { mostOf } from './most-of.ts';
import { imageAt, outputTokensMost, pricedSizes } from './priced-sizes.ts';
import { bestPlace, type SizeAim } from './search-sizes.ts';

/** The image with the most pixels that an amount buys, in the qualities and the shape asked for; of two as large, the better quality. */
export function largestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) =>
    mostOf(fits(budget, 'largest'), (a, b) => pixels(a) - pixels(b) || rank(budget, a) - rank(budget, b)),
  );
}

/** The cheapest image, in the qualities and the shape asked for; of two as cheap, the better quality. With it `images` says how many the amount buys: the most there can be. */
export function cheapestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) =>
    mostOf(fits(budget, 'cheapest'), (a, b) => compareMoney(b.cost, a.cost) || rank(budget, a) - rank(budget, b)),
  );
}

/** The best image: the dearest quality of which any size fits, and in it the most pixels. With a shape such as `16:9`, the sizes of exactly that shape, else those within a hundredth. */
export function bestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) => mostOf(fits(budget, 'largest'), (a, b) => rank(budget, a) - rank(budget, b)));
}

function plan(
  book: PriceBook,
  question: BudgetQuestion,
  at: string,
  choose: (budget: ReadBudget) => BudgetFit | undefined,
): Outcome<BudgetFit> {
  const budget = readBudget(book, question, at);
  if (!budget.ok) return budget;
  if (!isForetold(budget.value)) return notSettled();
  const fit = choose(budget.value);
  return fit === undefined ? nothingFits(budget.value, cheapestAtAll(budget.value)) : accepted(fit);
}

function isForetold(budget: ReadBudget): boolean {
  const [size] = budget.model.suggestedSizes;
  const [quality] = budget.qualities;
  return size !== undefined && quality !== undefined && outputTokensMost(budget, { size, quality }) !== undefined;
}

function fits(budget: ReadBudget, aim: SizeAim): readonly BudgetFit[] {
  return budget.qualities.flatMap((quality) => {
    const image = bestOfQuality(budget, quality, aim);
    return image === undefined ? [] : [fitOf(budget, image)];
  });
}

/** Where each size stands for itself turned on its side, an upright shape is looked for lying down, and what is found is set up again. */
function bestOfQuality(budget: ReadBudget, quality: string, aim: SizeAim): PlannedImage | undefined {
  const { shape } = budget;
  const sizes = pricedSizes(budget, quality);
  const isUpright = sizes.isTurnable && shape !== undefined && shape.width < shape.height;
  const place = bestPlace(sizes, aim, isUpright ? turned(shape) : shape);
  if (place === undefined) return undefined;
  const image = imageAt(sizes, place);
  const lying = isUpright ? parseSize(image.size) : undefined;
  return lying === undefined ? image : { ...image, size: formatSize(turned(lying)) };
}

function turned({ width, height }: PixelSize): PixelSize {
  return { width: height, height: width };
}

/** What one would have to pay at least: the cheapest image without the limit. */
function cheapestAtAll(budget: ReadBudget) {
  const boundless: ReadBudget = { ...budget, amount: { ...budget.amount, pico: 10n ** 30n } };
  const fit = mostOf(fits(boundless, 'cheapest'), (a, b) => compareMoney(b.cost, a.cost));
  return fit === undefined ? undefined : { image: fit, cost: fit.cost };
}

function pixels({ size }: BudgetFit): number {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return width * height;
}

function rank({ model }: ReadBudget, { quality }: BudgetFit): number {
  return model.qualities.indexOf(quality);
}

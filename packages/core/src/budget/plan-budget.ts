import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import { models } from '../catalog/models.ts';
import { compareMoney, type Money } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { readBudget, type BudgetQuestion, type ReadBudget } from './budget-question.ts';
import { fitOf, nothingFits, type BudgetFit } from './budget-fit.ts';
import { imageCost } from './image-cost.ts';
import { imageAt, outputTokensMost, pricedSizes } from './priced-sizes.ts';
import { bestPlace, type SizeAim } from './search-sizes.ts';

/** One image of a size and quality, as a question of budget. */
export interface ImageBudgetQuestion extends Omit<BudgetQuestion, 'shape'> {
  readonly size: string;
  readonly quality: string;
}

/**
 * One image held against an amount: at half a cent, 976x704 low leaves 0.00113 after its output, which is a prompt of 220 tokens after the overhead. Refuses what
 * `readBudget` refuses, an illegal size, `auto`, and an amount that is too small.
 */
export function fitImage(book: PriceBook, question: ImageBudgetQuestion, at: string): Outcome<BudgetFit> {
  const budget = readBudget(book, question, at);
  if (!budget.ok) return budget;
  const { model } = budget.value;
  const size = checkSize(model, question.size);
  if (!size.ok) return size;
  const quality = checkQuality({ model, quality: question.quality, further: [] });
  if (!quality.ok) return quality;
  const image = { size: size.value, quality: quality.value };
  const outputTokens =
    size.value === 'auto' || !model.qualities.includes(quality.value) ? undefined : outputTokensMost(budget.value, image);
  if (outputTokens === undefined) return notSettled();
  const cost = imageCost(budget.value, { ...image, outputTokens });
  if (cost !== undefined && compareMoney(cost, budget.value.amount) <= 0) return accepted(fitOf(budget.value, { ...image, outputTokens }));
  return nothingFits(budget.value, cost === undefined ? undefined : { image: { ...image, outputTokens }, cost });
}

/** The image with the most pixels that an amount buys, in the qualities and the shape asked for; of two as large, the better quality. */
export function largestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) =>
    most(fits(budget, 'largest'), (a, b) => pixels(a) - pixels(b) || rank(budget, a) - rank(budget, b)),
  );
}

/** The cheapest image, in the qualities and the shape asked for; of two as cheap, the better quality. With it `images` says how many the amount buys: the most there can be. */
export function cheapestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) =>
    most(fits(budget, 'cheapest'), (a, b) => compareMoney(b.cost, a.cost) || rank(budget, a) - rank(budget, b)),
  );
}

/** The best image: the dearest quality of which any size fits, and in it the most pixels. With a shape such as `16:9`, the sizes of exactly that shape, else those within a hundredth. */
export function bestImage(book: PriceBook, question: BudgetQuestion, at: string): Outcome<BudgetFit> {
  return plan(book, question, at, (budget) => most(fits(budget, 'largest'), (a, b) => rank(budget, a) - rank(budget, b)));
}

/** What may be asked of every provider at once. */
export type OpenBudgetQuestion = Pick<BudgetQuestion, 'amount' | 'promptTokens'> & { readonly modes?: readonly ServiceMode[] };

/** The cheapest request of all, over every provider, model, size and quality that has a price then; in realtime alone, unless `modes` says otherwise. */
export function cheapestOfAll(book: PriceBook, { modes = ['realtime'], ...question }: OpenBudgetQuestion, at: string): Outcome<BudgetFit> {
  const found: BudgetFit[] = [];
  let refusal: Outcome<BudgetFit> | undefined;
  for (const { name, servedBy } of models) {
    for (const provider of servedBy) {
      for (const mode of modes) {
        const fit = cheapestImage(book, { ...question, model: name, provider, mode }, at);
        if (fit.ok) found.push(fit.value);
        else if (refusal === undefined || fit.refusal.code === 'nothing-fits') refusal = fit;
      }
    }
  }
  const best = most(found, (a, b) => compareMoney(b.cost, a.cost));
  return best === undefined ? (refusal ?? notSettled()) : accepted(best);
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
    const sizes = pricedSizes(budget, quality);
    const place = bestPlace(sizes, aim, budget.shape);
    return place === undefined ? [] : [fitOf(budget, imageAt(sizes, place))];
  });
}

/** What one would have to pay at least: the cheapest image without the limit. */
function cheapestAtAll(budget: ReadBudget) {
  const boundless: ReadBudget = { ...budget, amount: { ...budget.amount, pico: 10n ** 30n } };
  const fit = most(fits(boundless, 'cheapest'), (a, b) => compareMoney(b.cost, a.cost));
  return fit === undefined ? undefined : { image: fit, cost: fit.cost as Money };
}

/** The first of those that nothing exceeds. */
function most<T>(values: readonly T[], gain: (a: T, b: T) => number): T | undefined {
  let best: T | undefined;
  for (const value of values) if (best === undefined || gain(value, best) > 0) best = value;
  return best;
}

function pixels({ size }: BudgetFit): number {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return width * height;
}

function rank({ model }: ReadBudget, { quality }: BudgetFit): number {
  return model.qualities.indexOf(quality);
}

function notSettled() {
  const message = 'A budget needs a size and a quality that are named, on a model whose tokens can be foretold.';
  return refused({ code: 'invalid-budget', path: ['size'], message });
}

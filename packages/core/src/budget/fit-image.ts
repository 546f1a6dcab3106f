import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import { compareMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import { readBudget, type BudgetQuestion } from './budget-question.ts';
import { fitOf, nothingFits, notSettled, type BudgetFit } from './budget-fit.ts';
import { imageCost } from './image-cost.ts';
import { outputTokensMost } from './priced-sizes.ts';

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

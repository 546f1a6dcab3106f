import { models } from '../catalog/models.ts';
import { compareMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import type { BudgetQuestion } from './budget-question.ts';
import { notSettled, type BudgetFit } from './budget-fit.ts';
import { mostOf } from './most-of.ts';
import { cheapestImage } from './plan-budget.ts';

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
  const best = mostOf(found, (a, b) => compareMoney(b.cost, a.cost));
  return best === undefined ? (refusal ?? notSettled()) : accepted(best);
}

import { models } from '../catalog/models.ts';
import { compareMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, type Outcome } from '../refusal/refusal.ts';
import { badBudget, type BudgetQuestion } from './budget-question.ts';
import { shown } from '../refusal/shown.ts';
import { notSettled, type BudgetFit } from './budget-fit.ts';
import { mostOf } from './most-of.ts';
import { cheapestImage } from './plan-budget.ts';

/** What may be asked of every provider at once. */
export type OpenBudgetQuestion = Pick<BudgetQuestion, 'amount' | 'promptTokens'> & { readonly modes?: readonly ServiceMode[] };

/** The cheapest request of all, over every provider, model, size and quality that has a price then; in realtime alone, unless `modes` says otherwise. */
export function cheapestOfAll(book: PriceBook, open: OpenBudgetQuestion, at: string): Outcome<BudgetFit> {
  if (plainObject(open) === undefined) return badBudget([], `${shown(open)} is no question of budget: name an amount`);
  const { modes = ['realtime'], amount, promptTokens } = open;
  const question = promptTokens === undefined ? { amount } : { amount, promptTokens };
  if (!Array.isArray(modes) || modes.length === 0 || modes.length > 2)
    return badBudget(['modes'], 'Modes are a list of realtime, batch or both');
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

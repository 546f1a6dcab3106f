import { models } from '../catalog/models.ts';
import { compareMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, type Outcome, type Refused } from '../refusal/refusal.ts';
import { badBudget, type BudgetQuestion } from './budget-question.ts';
import { shown } from '../refusal/shown.ts';
import { fitOf, nothingFits, notSettled, type BudgetFit } from './budget-fit.ts';
import { mostOf } from './most-of.ts';
import { planCheapest, type Plan } from './plan-budget.ts';

/** More than any image costs: with it everything that has a price fits. */
const boundlessPico = 10n ** 30n;

/** What may be asked of every provider at once. */
export type OpenBudgetQuestion = Pick<BudgetQuestion, 'amount' | 'promptTokens'> & { readonly modes?: readonly ServiceMode[] };

/** The cheapest request of all, over every provider, model, size and quality that has a price then; in realtime alone, unless `modes` says otherwise. Where nothing fits, the refusal names what the cheapest of all costs. */
export function cheapestOfAll(book: PriceBook, open: OpenBudgetQuestion, at: string): Outcome<BudgetFit> {
  if (plainObject(open) === undefined) return badBudget([], `${shown(open)} is no question of budget: name an amount`);
  const { modes = ['realtime'], amount, promptTokens } = open;
  const question = promptTokens === undefined ? { amount } : { amount, promptTokens };
  if (!Array.isArray(modes) || modes.length === 0 || modes.length > 2)
    return badBudget(['modes'], 'Modes are a list of realtime, batch or both');
  const found = cheapestAmong(modes, (asked) => planCheapest(book, { ...question, ...asked }, at));
  if (found.ok) return accepted(fitOf(found.value.budget, found.value.image));
  if (found.refusal.code !== 'nothing-fits') return found;
  const boundless = { ...question, amount: { ...amount, pico: boundlessPico } };
  const least = cheapestAmong(modes, (asked) => planCheapest(book, { ...boundless, ...asked }, at));
  return least.ok ? nothingFits({ amount }, { image: least.value.image, cost: least.value.image.cost }) : found;
}

/** The cheapest of what each provider says for each model; where none fits, a refusal that says so comes before others. */
function cheapestAmong(
  modes: readonly ServiceMode[],
  ask: (asked: Pick<BudgetQuestion, 'model' | 'provider' | 'mode'>) => Outcome<Plan>,
): Outcome<Plan> {
  const found: Plan[] = [];
  let refusal: Refused | undefined;
  for (const { name, servedBy } of models) {
    for (const provider of servedBy) {
      for (const mode of modes) {
        const planned = ask({ model: name, provider, mode });
        if (planned.ok) found.push(planned.value);
        else if (refusal === undefined || planned.refusal.code === 'nothing-fits') refusal = planned;
      }
    }
  }
  const best = mostOf(found, (a, b) => compareMoney(b.image.cost, a.image.cost));
  return best === undefined ? (refusal ?? notSettled()) : accepted(best);
}

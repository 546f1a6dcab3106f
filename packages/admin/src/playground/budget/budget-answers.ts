import { bestImage, cheapestImage, cheapestOfAll, fitImage, largestImage, parseMoney, refused } from '@halfpenny/core';
import type { BudgetFit, Outcome } from '@halfpenny/core';
import type { GridPlace } from '../price-grid.ts';

/** What may be spent on one image, and of what shape it is to be. */
export interface BudgetQuery {
  /** Decimal text in dollars, as it was typed. */
  readonly amount: string;
  /** Width to height, such as "16:9"; empty: any. */
  readonly shape: string;
  readonly provider: string;
}

/** An answer to one question about an amount. */
export interface BudgetAnswer {
  readonly question: 'this' | 'best' | 'largest' | 'cheapest' | 'cheapest-of-all';
  readonly fit: Outcome<BudgetFit>;
}

/** What an amount buys, by the engine in the page: what is asked for, and what else could be. Empty where no amount is typed. */
export function budgetAnswers(
  { book, at, promptTokens, draft }: GridPlace,
  { amount, shape, provider }: BudgetQuery,
): readonly BudgetAnswer[] {
  if (amount.trim() === '') return [];
  const read = parseMoney(amount.trim(), 'USD');
  if (!read.ok) return [{ question: 'this', fit: read }];
  const mode = draft.mode === 'batch' ? ('batch' as const) : ('realtime' as const);
  const open = { amount: read.value, promptTokens };
  const question = { ...open, model: draft.model, provider, mode, ...(shape && { shape }) };
  const { size, quality } = draft;
  const named = size !== '' && size !== 'auto' && quality !== '' && quality !== 'auto';
  const thisOne = named ? fitImage(book, { ...open, model: draft.model, provider, mode, size, quality }, at) : unnamed();
  return [
    { question: 'this', fit: thisOne },
    { question: 'best', fit: bestImage(book, question, at) },
    { question: 'largest', fit: largestImage(book, question, at) },
    { question: 'cheapest', fit: cheapestImage(book, question, at) },
    { question: 'cheapest-of-all', fit: cheapestOfAll(book, open, at) },
  ];
}

function unnamed(): Outcome<BudgetFit> {
  return refused({
    code: 'invalid-budget',
    message: 'Name a size and a quality: what is left to the provider has no one price.',
    path: ['size'],
  });
}

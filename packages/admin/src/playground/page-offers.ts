import { quoteRequest } from '@halfpenny/core';
import type { Outcome, PriceBook, QuoteOffers, Refusal } from '@halfpenny/core';
import type { RequestDraft } from './request-draft.ts';
import { draftToRequest } from './request-draft.ts';

/** The offers of every provider, or of those named, for a draft, by the same engine that the API asks. */
export function pageOffers(
  book: PriceBook,
  draft: RequestDraft,
  promptTokens: number,
  at: string,
  providers?: readonly string[],
): Outcome<QuoteOffers> {
  return quoteRequest(book, { ...draftToRequest(draft), promptTokens, ...(providers ? { providers } : {}) }, at);
}

/** Every refusal that an outcome holds, the most pressing first. */
export function refusalsOf(outcome: Outcome<unknown>): readonly Refusal[] {
  if (outcome.ok) return [];
  return [outcome.refusal, ...(outcome.refusal.others ?? [])];
}

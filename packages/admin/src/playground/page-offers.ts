import { quoteRequest } from '@halfpenny/core';
import type { Outcome, PriceBook, QuoteOffers, QuoteOptions, Refusal } from '@halfpenny/core';
import type { RequestDraft } from './request-draft.ts';
import { draftToRequest } from './request-draft.ts';

/** Where and when a draft is priced in the page. */
export interface PricingPlace {
  readonly book: PriceBook;
  readonly promptTokens: number;
  readonly at: string;
  /** What each stage of the workspace fills in. */
  readonly stages?: QuoteOptions['stageDefaults'];
  /** Whether the book is of sell prices. */
  readonly sold?: boolean;
}

/** The offers of every provider, or of those named, for a draft, by the same engine that the API asks. */
export function pageOffers(
  { book, promptTokens, at, stages, sold = false }: PricingPlace,
  draft: RequestDraft,
  providers?: readonly string[],
): Outcome<QuoteOffers> {
  const request = { ...draftToRequest(draft), promptTokens, ...(providers ? { providers } : {}) };
  return quoteRequest(book, request, at, { sold, ...(stages !== undefined && { stageDefaults: stages }) });
}

/** Every refusal that an outcome holds, the most pressing first. */
export function refusalsOf(outcome: Outcome<unknown>): readonly Refusal[] {
  if (outcome.ok) return [];
  return [outcome.refusal, ...(outcome.refusal.others ?? [])];
}

import type { Money } from '@halfpenny/core';
import type { GenerationFieldsFragment, ProgressByKeyQuery } from '../generated/graphql.ts';
import type { Difference } from './compare-offers.ts';
import type { ShownRefusal } from './field-refusals.ts';

/** A generation as the API hands it to the page. */
export type GenerationRow = GenerationFieldsFragment;

/** What one click on Generate is for: everything needed to send it again as the same request. */
export interface RunOrder {
  readonly provider: string;
  readonly currency: string;
  /** The key under which it is made at most once. */
  readonly requestKey: string;
  readonly expected?: Money | undefined;
  /** What the caller would pay at most, decimal text, where the offer has no ceiling of its own. */
  readonly maxCost?: string | undefined;
  readonly mode: 'REALTIME' | 'BATCH';
  /** False: the answer is a generation that is queued. */
  readonly wait: boolean;
  /** How many partial images of each image are shown while it is made. */
  readonly partialImages: number;
}

/** How far a run is. */
export type GenerationRun =
  | { readonly phase: 'idle' }
  /** The quote is being stored. */
  | { readonly phase: 'quoting'; readonly order: RunOrder }
  /** The provider is at work on an offer of that quote. */
  | { readonly phase: 'generating'; readonly order: RunOrder; readonly quoteId: string; readonly offerId: string }
  /** The service quotes other figures than the page: nothing is spent until somebody says so. */
  | {
      readonly phase: 'differs';
      readonly order: RunOrder;
      readonly differences: readonly Difference[];
      readonly quoteId: string;
      readonly offerId: string;
    }
  /** The stage is reserved: it goes on once somebody has approved the quote. */
  | { readonly phase: 'reserved'; readonly order: RunOrder; readonly quoteId: string; readonly offerId: string }
  | { readonly phase: 'refused'; readonly order: RunOrder; readonly refusal: ShownRefusal }
  /** Nothing was sent to the provider. */
  | { readonly phase: 'failed'; readonly order: RunOrder; readonly sentence: string }
  /** The answer was lost on its way: it may have been made and charged. Asking tells, and sending it again under its key is safe. */
  | {
      readonly phase: 'in-doubt';
      readonly order: RunOrder;
      readonly quoteId: string;
      readonly offerId: string;
      readonly sentence: string;
    }
  | { readonly phase: 'done'; readonly generation: GenerationRow };

/** Whether a run is under way, so that no second one is begun beside it. */
export function isUnderWay(run: GenerationRun): boolean {
  return run.phase === 'quoting' || run.phase === 'generating';
}

/** What a generation that is neither made nor given up has to show meanwhile. */
export type RunTidings = NonNullable<ProgressByKeyQuery['progress']>;

/** Whether more is to come of a generation by itself. */
export function isAwaited({ status }: Pick<GenerationRow, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

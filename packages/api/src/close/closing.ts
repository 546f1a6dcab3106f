import type { Month } from '../period/month.ts';

/** Which month of which book of a workspace is closed. */
export interface Closing {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly month: Month;
  /** The first day after it. */
  readonly until: Month;
}

/** A figure of a condition: an amount with its currency, or a count without one. */
export interface ClosingFigure {
  readonly name: string;
  /** Decimal text. */
  readonly value: string;
  readonly currency: string | null;
}

/** What must hold for a month to be closed, and the figures it is seen by. */
export interface Condition {
  readonly key: string;
  /** As a sentence that is true when it holds. */
  readonly sentence: string;
  readonly holds: boolean;
  readonly figures: readonly ClosingFigure[];
}

/** A figure that counts something. */
export function counted(name: string, value: number): ClosingFigure {
  return { name, value: value.toString(), currency: null };
}

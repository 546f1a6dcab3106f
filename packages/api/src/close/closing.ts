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
  /** Pairs of figures that must be one: of a proof all of them, of what is only counted none. */
  readonly proofs: readonly Proof[];
  /** What to do where it does not hold; null: it does. */
  readonly next: string | null;
}

/** Two figures of one thing that must be the same, however each of them was come by. Decimal text. */
export interface Proof {
  /** What it is of: "openai", "generation_cost". */
  readonly of: string;
  /** Where it lies; null: at no provider account in particular. */
  readonly providerAccountId: string | null;
  /** Null: it counts something. */
  readonly currency: string | null;
  readonly left: ProofSide;
  readonly right: ProofSide;
  /** Left minus right: "0" where they are one. */
  readonly difference: string;
}

/** How a figure was come by, and what it is. */
interface ProofSide {
  readonly name: string;
  readonly value: string;
}

/** A figure that counts something. */
export function counted(name: string, value: number): ClosingFigure {
  return { name, value: value.toString(), currency: null };
}

/** A condition as it is written: what holds where it is not said follows from its proofs, and what is next is told only where it does not hold. */
export interface ConditionSaid {
  readonly key: string;
  readonly sentence: string;
  readonly next: string;
  readonly holds?: boolean;
  readonly figures?: readonly ClosingFigure[];
  readonly proofs?: readonly Proof[];
}

/** A condition with all that is told of it. */
export function condition({ next, figures = [], proofs = [], ...said }: ConditionSaid): Condition {
  const holds = (said.holds ?? true) && proofs.every(({ difference }) => difference === '0');
  return { key: said.key, sentence: said.sentence, holds, figures, proofs, next: holds ? null : next };
}

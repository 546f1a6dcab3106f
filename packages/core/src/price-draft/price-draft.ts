import type { RefusalCode } from '../refusal/refusal-codes.ts';

/** A change as it is drafted. Nothing in `entry` and `endsAt` is relied on: they are as somebody typed them. */
export interface PriceDraft {
  readonly id: string;
  /** Add a price; correct what we know of an entry; withdraw one that is not yet valid; close one at an instant. */
  readonly action: 'add' | 'correct' | 'withdraw' | 'close';
  /** The entry to correct, withdraw or close. */
  readonly targetId?: string | null;
  /** For `add` and `correct`: a line of a price list. */
  readonly entry?: unknown;
  /** For `close`: the first instant at which the entry no longer applies. */
  readonly endsAt?: string | null;
}

/** What is wrong with a draft, or so unusual that whoever publishes it must confirm it by name. */
export interface DraftProblem {
  /** What a confirmation names: the draft, the code and the field. */
  readonly name: string;
  readonly draftId: string;
  /** The way to the field: `components.0.price`, `from`; empty where it is about the draft as a whole. */
  readonly field: string;
  readonly code: RefusalCode;
  /** An error keeps it from being published; what is to be confirmed does not, once it was. */
  readonly severity: 'error' | 'confirm';
  readonly message: string;
  /** What would be taken instead. */
  readonly accepted: readonly string[];
}

/** A problem as it is found: without its name, and an error unless it says otherwise. */
export type FoundProblem = Omit<DraftProblem, 'name' | 'severity' | 'accepted' | 'field'> &
  Partial<Pick<DraftProblem, 'severity' | 'accepted' | 'field'>>;

/** A problem with its name. */
export function problem({ draftId, field = '', code, severity = 'error', message, accepted = [] }: FoundProblem): DraftProblem {
  return { name: `${draftId}:${code}:${field}`, draftId, field, code, severity, message, accepted };
}

/** Statements in one transaction, and what they are refused with as long as the trigger stands. */
export interface TriggerTrial {
  readonly statements: readonly string[];
  readonly refusal: string;
}

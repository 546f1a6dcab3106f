/** A claim of a provider's own price document, held against prices and token counts. Figures are decimal text, in USD where they are money. */
export interface ClaimFinding {
  readonly provider: string;
  readonly model: string;
  readonly code: 'estimate-not-met' | 'saving-not-met' | 'cycle-not-met' | 'month-not-met' | 'pixel-ratio-not-met' | 'oblong-not-dearer';
  /** What is claimed: `'medium 1024x1024'`. */
  readonly subject: string;
  readonly claimed: string;
  readonly found: string;
  readonly sentence: string;
  readonly source: string;
}

import type { Meter } from '../meter/meter.ts';

/**
 * What a quantity rests on, from the surest on: counted by us, measured on the API, the provider's own calculator, published by it, seen by somebody, or
 * assumed where nobody says.
 */
export type EvidenceGrade = 'counted' | 'measured' | 'calculator' | 'published' | 'observed' | 'assumed';

/** The evidence of one meter of an estimate, as a sentence. */
export interface Evidence {
  readonly meter: Meter;
  readonly grade: EvidenceGrade;
  readonly sentence: string;
}

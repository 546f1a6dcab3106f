import type { LineItemMeaning } from './statement-line.ts';

/** One row of the dated, approved map: these words, exactly, mean that from then on. */
export interface LineItemMapping {
  readonly lineItem: string;
  /** RFC 3339 or a UTC day; half-open. */
  readonly from: string;
  /** Null: still. */
  readonly until: string | null;
  readonly meaning: LineItemMeaning;
}

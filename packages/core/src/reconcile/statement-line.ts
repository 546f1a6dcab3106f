import type { Money } from '../money/money.ts';
import type { Conditions } from '../price-book/conditions.ts';
import type { ServiceMode } from '../price-book/price-key.ts';

/**
 * What tells two lines of a provider account apart, beside their currency. An absent project or key: the statement is not grouped by it. The occurrence counts lines that
 * are equal in all else, from 1.
 */
export interface LineKey {
  /** RFC 3339; first instant of the bucket. */
  readonly bucketStart: string;
  /** RFC 3339; first instant after it. Of a single call the same as its start. */
  readonly bucketEnd: string;
  readonly project?: string | undefined;
  readonly apiKey?: string | undefined;
  /** The provider's own words for what it billed. */
  readonly lineItem: string;
  readonly occurrence: number;
}

/**
 * What the words of a line item stand for: a meter of a model we execute; a service we do not; or no usage at all. Without a meter a line bills a whole call, whatever it
 * consumed.
 */
export type LineItemMeaning =
  | {
      readonly kind: 'usage';
      readonly service: string;
      readonly model: string;
      readonly meter?: string | undefined;
      readonly mode: ServiceMode;
      /** Size, quality and the like, where the words name them. */
      readonly conditions?: Conditions | undefined;
    }
  | { readonly kind: 'outside'; readonly service: string }
  | { readonly kind: 'not-usage'; readonly what: 'tax' | 'credit' | 'fee' | 'adjustment' };

/** One line of a statement as it was taken in. */
export interface StatementLine {
  readonly id: string;
  readonly key: LineKey;
  /** ρ of what the provider wrote: 12 places. */
  readonly amount: Money;
  /** What ρ left of the provider's number, as exact decimal text: '0' as a rule. Summed as a control, never used. */
  readonly residue: string;
  /** Exact decimal text in units of the meter. Absent: the provider states money alone. */
  readonly quantity?: string | undefined;
  /** Of a line for a whole call: its units by meter, exact decimal text. */
  readonly usage?: Readonly<Record<string, string>> | undefined;
  /** The provider's id of the call, or ours where it repeats it. Absent: an aggregate. */
  readonly requestId?: string | undefined;
  readonly size?: string | undefined;
  readonly quality?: string | undefined;
  /** Given where the source itself says it by field; else the map is asked by the text of the line item. */
  readonly meaning?: LineItemMeaning | undefined;
}

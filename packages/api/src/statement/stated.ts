import type { StatedAmount } from './stated-amount.ts';

/** Where something stands in a file, both counted from 1. In a CSV file the column is that of the table, else that of the text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** From an instant on and before another, RFC 3339 in UTC; of a single request both are the instant of its answer. */
export interface Bucket {
  readonly start: string;
  readonly end: string;
}

/** A line of a statement as it was understood: every number as its text, and what it comes to. Absent: the line does not say. */
export interface StatementLineRead {
  readonly bucket: Bucket;
  /** Empty: it names none. */
  readonly project: string;
  readonly apiKey: string;
  readonly lineItem: string;
  readonly currency: string;
  readonly amount: StatedAmount;
  readonly quantity?: { readonly text: string; readonly value: string } | undefined;
  readonly quantityUnit?: string | undefined;
  readonly requestId?: string | undefined;
  readonly clientRequestId?: string | undefined;
  readonly model?: string | undefined;
  readonly mode?: 'realtime' | 'batch' | undefined;
  readonly size?: string | undefined;
  readonly quality?: string | undefined;
  /** Units by meter, as text, where one line states several. */
  readonly usage?: Readonly<Record<string, string>> | undefined;
  readonly category?: string | undefined;
  /** Of the invoice it is billed on. */
  readonly invoiceId?: string | undefined;
  readonly balance?: StatedAmount | undefined;
}

/** What a witness counted in a bucket, without money. */
export interface UsageRead {
  readonly bucket: Bucket;
  readonly project: string;
  readonly apiKey: string;
  readonly model: string;
  readonly source: string;
  readonly size: string;
  readonly batch: boolean | null;
  readonly requests: string;
  readonly quantities: Readonly<Record<string, string>>;
}

/** One thing that a reader finds in a file, in the order of the file. */
export type Found =
  | { readonly kind: 'line'; readonly place: Place; readonly line: StatementLineRead }
  | { readonly kind: 'usage'; readonly place: Place; readonly usage: UsageRead }
  | { readonly kind: 'rejected'; readonly place: Place; readonly field: string; readonly message: string }
  /** A line about another provider. */
  | { readonly kind: 'left-out' }
  /** The file speaks of this span, whether a line follows or not. */
  | { readonly kind: 'bucket'; readonly place: Place; readonly bucket: Bucket }
  /** What all lines of a bucket come to, by the provider's own addition. */
  | { readonly kind: 'control'; readonly place: Place; readonly bucket: Bucket; readonly currency: string; readonly amount: StatedAmount }
  /** What all lines of the file come to, likewise. */
  | { readonly kind: 'total'; readonly place: Place; readonly currency: string; readonly amount: StatedAmount };

/** A file that cannot be read on: thrown while it is streamed, with the place and a sentence. */
export class StatementBroken extends Error {
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

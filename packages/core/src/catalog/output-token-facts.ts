/** Counts by quality, then by size. */
export type TokenTable = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One quality of the grid rule: the side of its grid, and the least and most tokens over all legal sizes. */
export interface GridQuality {
  readonly side: number;
  readonly least: number;
  readonly most: number;
}

/** A count somebody saw; `evidence` says who. */
export interface TokenObservation {
  readonly size: string;
  readonly quality: string;
  readonly tokens: number;
  readonly evidence: string;
}

/** How the output image tokens of a model are foretold: five kinds of knowledge, from certain to none. */
export type OutputTokenFacts =
  /** A published count for each size and quality. */
  | { readonly kind: 'table'; readonly table: TokenTable }
  /** The calculator's rule for free sizes: see tokens/grid-rule. */
  | { readonly kind: 'grid'; readonly qualities: Readonly<Record<string, GridQuality>> }
  /** Only prices per image were published, at a rate per million tokens: the last printed digit tells half a unit either way. */
  | {
      readonly kind: 'image-prices';
      readonly ratePerMillion: string;
      readonly prices: Readonly<Record<string, Readonly<Record<string, string>>>>;
      /** Counts handed in by a caller. */
      readonly learned?: readonly TokenObservation[];
    }
  /** No rule; a few observations inside the bounds of another model's grid. */
  | {
      readonly kind: 'observed';
      readonly bounds: Readonly<Record<string, GridQuality>>;
      readonly observations: readonly TokenObservation[];
      /** Counts handed in by a caller. */
      readonly learned?: readonly TokenObservation[];
    }
  /** Never billed by tokens. */
  | { readonly kind: 'none' };

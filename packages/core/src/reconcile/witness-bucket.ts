/** What a provider counted in a short while, a minute as a rule: requests and units, without money. */
export interface WitnessBucket {
  /** RFC 3339; half-open. */
  readonly from: string;
  readonly until: string;
  readonly project?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly model: string;
  readonly requests: bigint;
  /** Whole units by meter. */
  readonly quantities: Readonly<Record<string, bigint>>;
}

/** Realtime answers at once; batch answers within a day, at prices of its own. */
export type ServiceMode = 'realtime' | 'batch';

/** What a price entry is looked up by. */
export interface PriceKey {
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
}

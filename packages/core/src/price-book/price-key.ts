/** Realtime answers at once; batch answers within a day, at prices of its own. */
export type ServiceMode = 'realtime' | 'batch';

/** True for a mode of service. */
export function isServiceMode(mode: unknown): mode is ServiceMode {
  return mode === 'realtime' || mode === 'batch';
}

/** What a price entry is looked up by. */
export interface PriceKey {
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
}

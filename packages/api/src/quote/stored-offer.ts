import type { Pitfall, Refusal, ResolvedParameter } from '@halfpenny/core';

/** A parameter after aliases and defaults. */
export type StoredParameter = ResolvedParameter;

/** A pitfall with its money as decimal text. */
export type StoredPitfall = Omit<Pitfall, 'atStake'> & { readonly atStake?: { readonly amount: string; readonly currency: string } };

/** Why a provider cannot serve the request. Big numbers of its details are text. */
export interface StoredProviderRefusal {
  readonly provider: string;
  readonly refusal: Refusal;
}

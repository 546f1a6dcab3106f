import type { Money } from '../money/money.ts';
import type { PriceEntry, ServiceMode } from '../price-book/price-entry.ts';
import type { ChargeLine } from '../rating/charge.ts';
import type { Refusal } from '../refusal/refusal.ts';
import type { Evidence } from './evidence-grade.ts';

/** A parameter as it will be run, and who said so: the caller, a stage, the provider's default, or an alias. */
export interface ResolvedParameter {
  readonly name: string;
  readonly value: string;
  readonly origin: 'request' | 'stage' | 'provider-default' | 'alias';
}

/** A named way in which this request would cost other than it looks; `atStake` where the money can be computed. */
export interface Pitfall {
  readonly code: string;
  readonly severity: 'info' | 'warning';
  readonly message: string;
  readonly atStake?: Money;
}

/** An offer held against another provider's cost of the same request. */
export interface Comparison {
  readonly reference: string;
  /** The model there; another than the offer's where that one is held against it. */
  readonly model: string;
  /** The expected cost there. */
  readonly expected: Money;
  /** What is saved; negative where the offer is dearer. */
  readonly saving: Money;
  /** The same as percent of the cost there, to two decimals: `'49.49'`. */
  readonly savingPercent: string;
  /** The percent the provider advertises, where it does. */
  readonly advertisedPercent?: string;
}

/** Exact: one cost. Range: between floor and ceiling. Unknown: no ceiling can be named. */
export type Exactness = 'exact' | 'range' | 'unknown';

/** What one provider would charge for a request; floor ≤ expected ≤ ceiling, each left out where it is not known. */
export interface Offer {
  readonly provider: string;
  /** After aliases. */
  readonly model: string;
  readonly mode: ServiceMode;
  readonly exactness: Exactness;
  readonly floor?: Money;
  readonly expected?: Money;
  readonly ceiling?: Money;
  /** Lines of the expected cost. */
  readonly lines: readonly ChargeLine[];
  readonly resolved: readonly ResolvedParameter[];
  /** What the quantities behind the cost rest on. */
  readonly evidence: readonly Evidence[];
  readonly pitfalls: readonly Pitfall[];
  /** Absent at the reference itself, and where it has no price for the request. */
  readonly comparison?: Comparison;
  readonly entry: PriceEntry;
}

/** At least one offer, the cheapest expected cost first and the unknown last, and a refusal by name of each provider that cannot serve the request. */
export interface QuoteOffers {
  readonly offers: readonly Offer[];
  readonly refusedProviders: readonly { readonly provider: string; readonly refusal: Refusal }[];
}

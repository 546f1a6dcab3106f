import type { Money } from '../money/money.ts';
import type { ServiceMode } from '../price-book/price-key.ts';

/** The units of one meter of a charge, with the price they are rated at. */
export interface LedgerLine {
  readonly meter: string;
  /** Whole units: recorded ones, or of a doubt those expected. */
  readonly quantity: bigint;
  /** Decimal text for `per` units. Absent: no price is known. */
  readonly unitPrice?: string | undefined;
  readonly per?: bigint | undefined;
  /** The price entry the line cites. */
  readonly priceEntry?: string | undefined;
  /** As carried in the ledger, net of its chain; zero for a doubt. */
  readonly amount: Money;
}

/** Of what a charge knows whether the provider took it. A doubt (in-doubt, unbilled) is carried at nothing and expects its quantities. */
export type LedgerState = 'settled' | 'estimated' | 'in-doubt' | 'unbilled';

/** One attempt as the ledger carries it towards the provider. */
export interface LedgerCharge {
  /** The attempt. */
  readonly id: string;
  readonly workspace: string;
  readonly state: LedgerState;
  readonly currency: string;
  /** Ids a statement may name it by: the provider's and our own. */
  readonly requestIds: readonly string[];
  readonly project?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly size?: string | undefined;
  readonly quality?: string | undefined;
  /** RFC 3339; its UTC day decides the service period. */
  readonly serviceAt: string;
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  readonly images?: number | undefined;
  readonly lines: readonly LedgerLine[];
}

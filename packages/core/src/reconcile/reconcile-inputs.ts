import type { Conditions } from '../price-book/conditions.ts';
import type { ServiceMode } from '../price-book/price-key.ts';
import type { LedgerCharge } from './ledger-charge.ts';
import type { LineItemMapping } from './line-item-map.ts';
import type { ReconcilePolicy } from './reconcile-policy.ts';
import type { StatementLine } from './statement-line.ts';
import type { WitnessBucket } from './witness-bucket.ts';

/** A unit price of a meter that is known, whether in force or not: earlier, later, of another mode. */
export interface KnownUnitPrice {
  readonly priceEntry: string;
  readonly model: string;
  readonly meter: string;
  readonly mode: ServiceMode;
  readonly conditions: Conditions;
  readonly currency: string;
  /** Decimal text for `per` units. */
  readonly unitPrice: string;
  readonly per: bigint;
  /** RFC 3339; half-open. */
  readonly from: string;
  readonly until: string | null;
}

/** A version of a statement that a run is pinned to. */
export interface PinnedVersion {
  readonly id: string;
  readonly version: number;
}

/** What is payable by invoice: its lines, and the spans they are about, within the period. RFC 3339, half-open. */
export interface PinnedInvoice {
  readonly lines: readonly StatementLine[];
  readonly spans: readonly { readonly from: string; readonly until: string }[];
}

/** All that a run is made of. Two runs of equal inputs are equal, in whatever order they are given. */
export interface ReconcileInputs {
  readonly providerAccount: string;
  /** RFC 3339 or a UTC day; the service period, half-open. */
  readonly period: { readonly from: string; readonly until: string };
  /** As known when; RFC 3339. */
  readonly knownAt: string;
  readonly engineVersion: string;
  readonly versions: readonly PinnedVersion[];
  /** Of the period, and of the days around it where they are stated. A line belongs to the period that its bucket starts in. */
  readonly lines: readonly StatementLine[];
  /** Of the period by their service, those of other periods that are not stated yet, and those around its ends. */
  readonly charges: readonly LedgerCharge[];
  readonly witness: readonly WitnessBucket[];
  readonly map: readonly LineItemMapping[];
  readonly prices: readonly KnownUnitPrice[];
  /** UTC days of the period that are not final yet: what they do not show may still come. */
  readonly openDays: readonly string[];
  readonly policy: ReconcilePolicy;
  /** Absent: no invoice of the period is known, and what its lines come to is what is owed. */
  readonly invoice?: PinnedInvoice | undefined;
}

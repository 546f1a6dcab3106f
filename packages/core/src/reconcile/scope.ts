import type { Instant } from '../time/instant.ts';
import { nanosPerDay } from '../time/instant.ts';
import { isWithin } from '../time/period.ts';
import { dayNumber, type Placing } from './cell-place.ts';
import { statedDay, type Midnights } from './find-midnights.ts';
import type { KnownPrices } from './known-prices.ts';
import type { ReadInputs, RecordedCharge, StatedLine } from './read-inputs.ts';
import type { DoubtFinding, ReconciliationItem } from './reconciliation.ts';

/** One currency of a reconciliation, and all that its steps look at. */
export interface Scope extends Placing {
  readonly read: ReadInputs;
  readonly currency: string;
  /** Of this currency, surplus copies left out. */
  readonly lines: readonly StatedLine[];
  readonly charges: readonly RecordedCharge[];
  readonly midnights: Midnights;
  readonly prices: KnownPrices;
  /** Numbers of the days that are not final. */
  readonly openDays: ReadonlySet<string>;
}

/** What a step explained. */
export interface Findings {
  readonly items: readonly ReconciliationItem[];
  readonly doubts?: readonly DoubtFinding[];
}

/** The number of the day that the provider puts a charge into, and whether that day belongs to the period. */
export function dayOfCharge({ read, midnights }: Scope, { at }: RecordedCharge): { readonly day: string; readonly inPeriod: boolean } {
  const day = statedDay(midnights, at);
  return { day, inPeriod: isWithin(read.period, (BigInt(day) * nanosPerDay) as Instant) };
}

/** True for a charge that the ledger carries at an amount. */
export function isCarried({ charge }: RecordedCharge): boolean {
  return charge.state === 'settled' || charge.state === 'estimated';
}

/** What a charge is carried at, in picounits. */
export function carriedAmount({ charge }: RecordedCharge): bigint {
  return charge.lines.reduce((sum, { amount }) => sum + amount.pico, 0n);
}

/** True for a day that the statement may still add to. */
export function isOpenDay({ openDays }: Scope, { serviceAt }: RecordedCharge): boolean {
  return openDays.has(dayNumber(serviceAt));
}

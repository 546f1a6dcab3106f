import { placeOfCharge, placeOfLine, wholeCall } from './cell-place.ts';
import { chargeMeters, type ChargeMeter } from './charge-meters.ts';
import type { Call } from './identify-calls.ts';
import type { RecordedCharge } from './read-inputs.ts';
import { cellAt, type Cell, type Remainder } from './remainder.ts';
import { dayOfCharge, isCarried, type Scope } from './scope.ts';
import { amountAt, pricePaid } from './unit-price.ts';

/**
 * Lays both sides of a currency out in cells: the usage lines of the period, and the charges that are carried, belong to it by their service, and fall into it by the
 * provider's days. What falls elsewhere is timing, a doubt is carried at nothing, and of calls that are agreed nothing is left.
 */
export function layOut(scope: Scope, agreed: ReadonlySet<string>): Remainder {
  const remainder: Remainder = new Map();
  const { callOfLine, callOfCharge } = scope.identified;
  for (const stated of scope.lines) {
    if (stated.meaning?.kind !== 'usage' || !stated.inPeriod || agreed.has(callOfLine.get(stated) ?? '')) continue;
    const cell = cellAt(remainder, placeOfLine(scope, stated));
    const isWhole = cell.meter === wholeCall;
    cell.statedAmount += stated.line.amount.pico;
    cell.statedQuantity += stated.quantity ?? (isWhole && cell.call !== '' ? 1n : 0n);
    if (stated.quantity === undefined && !(isWhole && cell.call !== '')) cell.bareLines += 1;
    cell.lines.push(stated);
  }
  for (const recorded of scope.charges) {
    if (agreed.has(callOfCharge.get(recorded) ?? '')) continue;
    if (!isCarried(recorded) || !recorded.inPeriod || !fallsIntoPeriod(scope, recorded)) continue;
    layCharge(scope, remainder, recorded);
  }
  return remainder;
}

/** True for a charge whose day at the provider belongs to the period. Of a call that is named by its id only its lines say that. */
export function fallsIntoPeriod(scope: Scope, recorded: RecordedCharge): boolean {
  const id = scope.identified.callOfCharge.get(recorded);
  if (id === undefined) return dayOfCharge(scope, recorded).inPeriod;
  return !isStatedElsewhere(scope, scope.identified.calls.get(id));
}

/** True where a call has lines in its currency, and none of them in the period. */
function isStatedElsewhere({ currency }: Scope, call: Call | undefined): boolean {
  const lines = (call?.lines ?? []).filter(({ line }) => line.amount.currency === currency);
  return lines.length > 0 && lines.every(({ inPeriod }) => !inPeriod);
}

function layCharge(scope: Scope, remainder: Remainder, recorded: RecordedCharge): void {
  const { day } = dayOfCharge(scope, recorded);
  const seen = new Set<Cell>();
  for (const line of recorded.charge.lines) {
    const cell = cellAt(remainder, placeOfCharge(scope, recorded, line, day));
    const isWhole = cell.meter === wholeCall;
    cell.recordedAmount += line.amount.pico;
    if (!isWhole) cell.recordedQuantity += line.quantity;
    if (seen.has(cell)) continue;
    seen.add(cell);
    cell.charges.push(recorded);
    if (isWhole) layWhole(cell, recorded);
    if (line.meter === 'image_output') cell.spareTokens += BigInt(Math.max((recorded.charge.images ?? 1) - 1, 0));
  }
}

/** A whole call counts as one, and where its line says what it used, as the difference of that at the prices paid. */
function layWhole(cell: Cell, { charge }: RecordedCharge): void {
  cell.recordedQuantity += 1n;
  const usage = cell.call === '' ? undefined : cell.lines[0]?.usage;
  if (usage === undefined) return;
  for (const one of chargeMeters(charge)) cell.usageShift += shiftOf(one, usage[one.meter] ?? 0n);
}

function shiftOf({ quantity, pico }: ChargeMeter, stated: bigint): bigint {
  return quantity === 0n ? 0n : amountAt(pricePaid(pico, quantity), stated - quantity);
}

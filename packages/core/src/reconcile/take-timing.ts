import { formatDay } from '../time/instant.ts';
import { placeOfCharge, placeText, dayNumber, dayText } from './cell-place.ts';
import { fallsIntoPeriod } from './lay-out.ts';
import type { LedgerLine } from './ledger-charge.ts';
import { makeItem } from './make-item.ts';
import type { RecordedCharge } from './read-inputs.ts';
import { takeRecorded, takeStated, type Cell, type Remainder } from './remainder.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import { carriedAmount, dayOfCharge, isCarried, isOpenDay, type Findings, type Scope } from './scope.ts';

/**
 * The step of timing: charges of other periods that are stated here come out of the stated side, those of the period that are stated elsewhere were never laid out, and
 * of days that are not final those come out of the recorded side which the statement does not show yet.
 */
export function takeTiming(scope: Scope, remainder: Remainder): Findings & { readonly statedHere: readonly Moved[] } {
  const carried = scope.charges.filter(isCarried);
  const elsewhere = carried.filter((recorded) => recorded.inPeriod && !fallsIntoPeriod(scope, recorded));
  const statedHere = carried.flatMap((recorded) => (recorded.inPeriod ? [] : takeFromStated(scope, remainder, recorded)));
  const waiting = takeOpenDays(scope, remainder);
  return {
    statedHere,
    items: [
      ...byDay(scope, elsewhere.map(whole), { cause: 'stated-elsewhere', sign: -1n }),
      ...byDay(scope, statedHere, { cause: 'of-another-period', sign: 1n }),
      ...byDay(scope, waiting.map(whole), { cause: 'not-final', sign: -1n }),
    ],
  };
}

/** A charge that is stated on another day, and how much of it, in picounits. */
export interface Moved {
  readonly recorded: RecordedCharge;
  readonly amount: bigint;
}

function whole(recorded: RecordedCharge): Moved {
  return { recorded, amount: carriedAmount(recorded) };
}

/** Takes a charge of another period out of what is stated here, as far as it is; of a call that is named by its id the meters that have a line. */
function takeFromStated(scope: Scope, remainder: Remainder, recorded: RecordedCharge): readonly Moved[] {
  const shares = sharesIn(scope, remainder, recorded);
  const isNamed = scope.identified.callOfCharge.has(recorded);
  const isStated = shares.length > 0 && shares.every(({ cell }) => cell.lines.length > 0);
  if (isNamed ? !shares.some(({ cell }) => cell.lines.length > 0) : !isStated || !dayOfCharge(scope, recorded).inPeriod) return [];
  for (const { cell, quantity, amount } of shares) takeStated(cell, { quantity, amount });
  return [{ recorded, amount: shares.reduce((sum, { amount }) => sum + amount, 0n) }];
}

/** The units of one meter of a charge, and the cell they lie in. */
export interface CellShare {
  readonly cell: Cell;
  readonly line: LedgerLine;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** The units of a charge with the cells they lie in, where there is a cell. */
export function sharesIn(scope: Scope, remainder: Remainder, recorded: RecordedCharge): readonly CellShare[] {
  const { day } = dayOfCharge(scope, recorded);
  return recorded.charge.lines.flatMap((line, index) => {
    const cell = remainder.get(placeText(placeOfCharge(scope, recorded, line, day)));
    if (cell === undefined) return [];
    const quantity = cell.meter === line.meter ? line.quantity : BigInt(index === 0);
    return [{ cell, line, quantity, amount: line.amount.pico }];
  });
}

/** In order of their start charges are shown as long as they fit into what is stated; those that do not may still come. */
function takeOpenDays(scope: Scope, remainder: Remainder): readonly RecordedCharge[] {
  if (scope.openDays.size === 0) return [];
  const roomOf = new Map<Cell, bigint>();
  const waiting: RecordedCharge[] = [];
  for (const recorded of scope.charges) {
    if (!isCarried(recorded) || !recorded.inPeriod || !isOpenDay(scope, recorded) || !fallsIntoPeriod(scope, recorded)) continue;
    const shares = sharesIn(scope, remainder, recorded);
    const needed = shares.map(({ cell, quantity, amount }) => ({ cell, units: cell.bareLines > 0 ? amount : quantity }));
    const room = (cell: Cell): bigint => roomOf.get(cell) ?? (cell.bareLines > 0 ? cell.statedAmount : cell.statedQuantity);
    if (shares.every(({ cell }) => cell.call !== '' && cell.lines.length > 0)) continue;
    if (needed.every(({ cell, units }) => units <= room(cell))) {
      for (const { cell, units } of needed) roomOf.set(cell, room(cell) - units);
      continue;
    }
    for (const { cell, quantity, amount } of shares) takeRecorded(cell, { quantity, amount });
    for (const { cell } of shares) cell.charges.splice(cell.charges.indexOf(recorded), 1);
    waiting.push(recorded);
  }
  return waiting;
}

interface TimingKind {
  readonly cause: 'stated-elsewhere' | 'of-another-period' | 'not-final';
  readonly sign: 1n | -1n;
}

/** One item for the charges of a day that are stated on another one. */
function byDay(scope: Scope, moved: readonly Moved[], { cause, sign }: TimingKind): readonly ReconciliationItem[] {
  const groups = new Map<string, { readonly day: string; readonly statedDay: string | null; readonly moved: Moved[] }>();
  for (const one of moved) {
    const { recorded } = one;
    const day = dayText(dayNumber(recorded.serviceAt));
    const statedDay = cause === 'not-final' ? null : statedOn(scope, recorded);
    const key = `${day} ${statedDay ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { day, statedDay, moved: [one] });
    else group.moved.push(one);
  }
  return [...groups].map(([about, { day, statedDay, moved: of }]) => {
    const charges = of.map(({ recorded }) => recorded);
    return makeItem(scope.currency, {
      part: 'timing',
      cause,
      about,
      amount: of.reduce((sum, { amount }) => sum + sign * amount, 0n),
      differences: [{ field: 'day', expected: day, actual: statedDay }],
      charges,
      lines: linesOf(scope, charges),
    });
  });
}

function statedOn(scope: Scope, recorded: RecordedCharge): string {
  const id = scope.identified.callOfCharge.get(recorded);
  const [line] = id === undefined ? [] : (scope.identified.calls.get(id)?.lines ?? []);
  return line === undefined ? dayText(dayOfCharge(scope, recorded).day) : formatDay(line.from);
}

function linesOf({ identified }: Scope, charges: readonly RecordedCharge[]) {
  return charges.flatMap((recorded) => identified.calls.get(identified.callOfCharge.get(recorded) ?? '')?.lines ?? []);
}

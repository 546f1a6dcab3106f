import type { CellPlace } from './cell-place.ts';
import { placeText } from './cell-place.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';

/** What is left of both sides in one place. Steps take out of it what they explain; nothing else writes to it. */
export interface Cell extends CellPlace {
  statedQuantity: bigint;
  /** Picounits. */
  statedAmount: bigint;
  recordedQuantity: bigint;
  recordedAmount: bigint;
  /** Lines that state money alone. */
  bareLines: number;
  /** Σ(n − 1) over its calls of n images. */
  spareTokens: bigint;
  /** Σ over meters of (stated − recorded units) at the price paid, of a whole call whose line says its usage. */
  usageShift: bigint;
  /** Whether something stated in it was found to be a charge that is recorded elsewhere, or a doubt. */
  isMet: boolean;
  readonly lines: StatedLine[];
  readonly charges: RecordedCharge[];
}

/** The cells of one currency. */
export type Remainder = Map<string, Cell>;

/** The cell of a place, empty where nothing lies in it yet. */
export function cellAt(remainder: Remainder, place: CellPlace): Cell {
  const key = placeText(place);
  const found = remainder.get(key);
  if (found !== undefined) return found;
  const made: Cell = { ...place, ...emptySums(), lines: [], charges: [] };
  remainder.set(key, made);
  return made;
}

/** Units and picounits that go together. */
export interface Share {
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** Takes out of the stated side what is explained. */
export function takeStated(cell: Cell, { quantity, amount }: Share): void {
  cell.statedQuantity -= quantity;
  cell.statedAmount -= amount;
  cell.isMet = true;
}

/** Takes out of the recorded side what is explained. */
export function takeRecorded(cell: Cell, { quantity, amount }: Share): void {
  cell.recordedQuantity -= quantity;
  cell.recordedAmount -= amount;
}

/** Sums of nothing. */
export function emptySums() {
  return {
    statedQuantity: 0n,
    statedAmount: 0n,
    recordedQuantity: 0n,
    recordedAmount: 0n,
    bareLines: 0,
    spareTokens: 0n,
    usageShift: 0n,
    isMet: false,
  };
}

import { chargeMeters } from './charge-meters.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';

/**
 * The lines of one id as copies of a call. A second line of a model and meter is a second copy, unless the two are parts of one: no line repeats another, or together they are
 * nearer to what the only charge of that id has than one of them alone. 30 + 70 of 100 recorded tokens is one copy, 100 + 100 are two.
 */
export function copiesOf(lines: readonly StatedLine[], charges: readonly RecordedCharge[]): readonly (readonly StatedLine[])[] {
  if (lines.length === 1) return [lines];
  const [charge] = charges.length === 1 ? charges : [];
  const copies: StatedLine[][] = [];
  for (const [meter, of] of Map.groupBy(lines, modelAndMeter)) {
    const parted =
      charges.length > 1 ? of.map((line) => [line]) : partedInto(of, charge === undefined ? undefined : recordedOf(charge, meter));
    for (const [number, part] of parted.entries()) (copies[number] ??= []).push(...part);
  }
  return copies;
}

interface Recorded {
  readonly quantity: bigint;
  readonly pico: bigint;
}

/** The lines of one meter, told apart into copies. */
function partedInto(lines: readonly StatedLine[], recorded: Recorded | undefined): readonly (readonly StatedLine[])[] {
  if (lines.length === 1) return [lines];
  const copies: StatedLine[][] = [];
  for (const same of Map.groupBy(lines, sameText).values()) for (const [number, line] of same.entries()) (copies[number] ??= []).push(line);
  const [first = []] = copies;
  if (recorded === undefined || copies.length === 1) return copies;
  return away(lines, recorded) < away(first, recorded) ? [lines] : copies;
}

/** How far lines are from what is recorded: in units where all state them, else in money. */
function away(lines: readonly StatedLine[], recorded: Recorded): bigint {
  const isCounted = lines.every(({ quantity }) => quantity !== undefined);
  const stated = lines.reduce((sum, { line, quantity }) => sum + (isCounted ? (quantity ?? 0n) : line.amount.pico), 0n);
  const over = stated - (isCounted ? recorded.quantity : recorded.pico);
  return over < 0n ? -over : over;
}

function recordedOf({ charge }: RecordedCharge, modelMeter: string): Recorded {
  const meters = chargeMeters(charge).filter(({ meter }) => modelMeter === `${charge.model}\n${meter}` || modelMeter.endsWith('\n*'));
  const sum = (of: 'quantity' | 'pico'): bigint => meters.reduce((total, one) => total + one[of], 0n);
  return { quantity: modelMeter.endsWith('\n*') ? 1n : sum('quantity'), pico: sum('pico') };
}

function modelAndMeter({ meaning }: StatedLine): string {
  return meaning?.kind === 'usage' ? `${meaning.model}\n${meaning.meter ?? '*'}` : '';
}

function sameText({ line: { amount, key }, quantity }: StatedLine): string {
  return `${key.bucketStart} ${amount.currency} ${amount.pico} ${quantity}`;
}

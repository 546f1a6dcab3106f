import type { PriceEntry } from '../price-book/price-entry.ts';
import { ratedPrice, type KnownPrice } from './known-price.ts';
import { knownPeriod } from './known-pieces.ts';
import { problem, type DraftProblem } from './price-draft.ts';
import type { KeyChange, TimelineRow } from './planned-price.ts';
import { isTenTimesOff, unitPrices, type UnitPrice } from './unit-price.ts';
import { isWithin } from '../time/period.ts';

/** Prices of zero, and those ten times off the price before them or off what others take for the same: each must be confirmed by name. */
export function checkPrices({ before, after }: KeyChange, neighbours: readonly KnownPrice[]): readonly DraftProblem[] {
  return after.flatMap((row, index) => {
    const { planned, rated, piece } = row;
    if (planned === undefined || rated === undefined || piece.draftId === null || piece.draftId !== piece.origin) return [];
    const draftId = piece.draftId;
    const earlier = predecessor(row, before) ?? after[index - 1]?.rated;
    return [
      ...zeroPrices(draftId, rated),
      ...(earlier === undefined ? [] : jumps(draftId, rated, earlier, { code: 'price-off-predecessor', whose: 'the price before it' })),
      ...nextDoor(row, neighbours).flatMap((other) =>
        jumps(draftId, rated, ratedPrice(other), {
          code: 'price-off-neighbour',
          whose: `that of ${other.model} at ${other.provider}, ${other.mode},`,
        }),
      ),
    ];
  });
}

/** What is known for the instant from which it is to apply, or what it corrects; else the last that is known before it. */
function predecessor({ from, piece }: TimelineRow, before: readonly KnownPrice[]): PriceEntry | undefined {
  const known = before.find((each) => each.id === piece.corrects) ?? before.find((each) => isWithin(knownPeriod(each), from));
  const last = known ?? before.findLast((each) => knownPeriod(each).from < from);
  return last === undefined ? undefined : ratedPrice(last);
}

/** The nearest neighbour that has a price when it begins: one tells enough. */
function nextDoor({ from, piece: { stated } }: TimelineRow, neighbours: readonly KnownPrice[]): readonly KnownPrice[] {
  return neighbours.filter((each) => each.currency === stated.currency && isWithin(knownPeriod(each), from)).slice(0, 1);
}

function zeroPrices(draftId: string, { components }: PriceEntry): readonly DraftProblem[] {
  return components.flatMap(({ meter, price }, index) => {
    if (price !== '0') return [];
    const message = `${meter} would be free: confirm that its price is zero.`;
    return [problem({ draftId, field: `components.${index}.price`, code: 'zero-price', severity: 'confirm', message })];
  });
}

interface Against {
  readonly code: 'price-off-predecessor' | 'price-off-neighbour';
  readonly whose: string;
}

function jumps(draftId: string, entry: PriceEntry, other: PriceEntry, { code, whose }: Against): readonly DraftProblem[] {
  if (entry.currency !== other.currency) return [];
  const theirs = new Map(unitPrices(other).map((price) => [price.condition, price]));
  return unitPrices(entry).flatMap((price) => {
    const compared = theirs.get(price.condition);
    if (compared === undefined || !isTenTimesOff(price, compared)) return [];
    const message = `${price.meter} would cost ${times(price, compared)} ${whose}: confirm it, or check the units.`;
    return [problem({ draftId, field: `components.${price.index}.price`, code, severity: 'confirm', message })];
  });
}

/** "12 times" or "a 12th of", in whole times. */
function times(price: UnitPrice, other: UnitPrice): string {
  const [left, right] = [price.numerator * other.denominator, other.numerator * price.denominator];
  return left > right ? `${left / right} times` : `1/${right / left} of`;
}

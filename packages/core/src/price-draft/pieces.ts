import { overlap, type Period } from '../time/period.ts';
import type { StatedPrice } from './known-price.ts';

/** A price over a period. Two of one origin are the same price, over periods that something else lies between. */
export interface Piece extends Period {
  readonly stated: StatedPrice;
  readonly origin: string;
  /** The draft that brought it; null: it was known before. */
  readonly draftId: string | null;
  /** The entry it replaces in our knowledge, where a draft says so. */
  readonly corrects: string | null;
}

/** Pieces without a period: what reaches into it is cut, what lies across it falls in two. */
export function withoutPeriod(pieces: readonly Piece[], period: Period): readonly Piece[] {
  return pieces.flatMap((piece) => {
    if (!overlap(piece, period)) return [piece];
    const before = piece.from < period.from ? [{ ...piece, until: period.from }] : [];
    const isAfter = period.until !== null && (piece.until === null || period.until < piece.until);
    return isAfter && period.until !== null ? [...before, { ...piece, from: period.until }] : before;
  });
}

/** What of pieces lies within a period. */
export function withinPeriod(pieces: readonly Piece[], period: Period): readonly Piece[] {
  return pieces.filter((piece) => overlap(piece, period)).map((piece) => ({ ...piece, ...shared(piece, period) }));
}

/** The period that two overlapping ones share. */
export function shared(a: Period, b: Period): Period {
  const until = a.until === null || (b.until !== null && b.until < a.until) ? b.until : a.until;
  return { from: a.from > b.from ? a.from : b.from, until };
}

/** Pieces in order of start, those of one origin that touch as one. */
export function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && last.origin === piece.origin && last.until === piece.from)
      result[result.length - 1] = { ...last, until: piece.until };
    else result.push(piece);
  }
  return result;
}

/** The joined piece that holds a period of an origin. */
export function pieceHolding(pieces: readonly Piece[], origin: string, period: Period): Piece | undefined {
  return pieces.find((piece) => piece.origin === origin && overlap(piece, period));
}

import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import type { Period } from '../time/period.ts';
import type { KnownPrice } from './known-price.ts';
import { joined, type Piece } from './pieces.ts';

/** The period of an entry of the book. */
export function knownPeriod({ validFrom, validUntil }: KnownPrice): Period {
  return { from: mustHold(parseInstant(validFrom)), until: validUntil === null ? null : mustHold(parseInstant(validUntil)) };
}

/** Whose price an entry is. */
export function originOf({ id, originId }: KnownPrice): string {
  return originId ?? id;
}

/** Entries of one key as pieces: those of one origin that touch as one, since only their bases part them. */
export function knownPieces(known: readonly KnownPrice[]): readonly Piece[] {
  return joined(known.map(knownPiece));
}

/** One entry as a piece. */
export function knownPiece(known: KnownPrice): Piece {
  return { ...knownPeriod(known), stated: known, origin: originOf(known), draftId: null, corrects: null };
}

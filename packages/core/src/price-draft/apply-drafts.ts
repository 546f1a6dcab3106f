import type { DraftedChange } from './drafted-changes.ts';
import type { KnownPrice } from './known-price.ts';
import { knownPeriod, knownPiece, originOf } from './known-pieces.ts';
import { joined, pieceHolding, withinPeriod, withoutPeriod, type Piece } from './pieces.ts';

/** What entries took the place of when they were published, by their ids: what is put back when they are withdrawn. */
export type Replaced = ReadonlyMap<string, readonly KnownPrice[]>;

const order = ['withdraw', 'correct', 'close', 'add'] as const;

/**
 * The pieces of one key after the changes: first what is taken back, then what is corrected and what ends, then what is added, the earlier start first. So what is added runs into what is
 * known by then, and cuts it.
 */
export function applyDrafts(pieces: readonly Piece[], changes: readonly DraftedChange[], replaced: Replaced): readonly Piece[] {
  const inOrder = changes.toSorted((a, b) => {
    const steps = order.indexOf(a.draft.action) - order.indexOf(b.draft.action);
    if (steps !== 0 || a.price === undefined || b.price === undefined) return steps;
    return a.price.from < b.price.from ? -1 : 1;
  });
  return joined(inOrder.reduce((before, change) => applyDraft(before, change, replaced), pieces));
}

function applyDraft(pieces: readonly Piece[], { draft, target, price, endsAt }: DraftedChange, replaced: Replaced): readonly Piece[] {
  const whole = target === undefined ? undefined : pieceHolding(pieces, originOf(target), knownPeriod(target));
  const others = whole === undefined ? pieces : pieces.filter((piece) => piece !== whole);
  if (price !== undefined) {
    const { stated, from, until } = price;
    return [...withoutPeriod(others, price), { stated, from, until, origin: draft.id, draftId: draft.id, corrects: target?.id ?? null }];
  }
  if (whole === undefined) return pieces;
  if (endsAt !== undefined) return [...others, { ...whole, until: endsAt, draftId: draft.id }];
  const back = withinPeriod((replaced.get(target?.id ?? '') ?? []).map(knownPiece), whole);
  return joined([...others, ...back.filter((piece) => piece.origin !== whole.origin)]);
}

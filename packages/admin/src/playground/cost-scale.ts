import type { Money, Offer } from '@halfpenny/core';

/** Where on a scale from zero, in percent, an offer's floor, expected cost and ceiling stand; an absent one is null. */
export interface ScalePlaces {
  readonly floor: number | null;
  readonly expected: number | null;
  readonly ceiling: number | null;
}

/** The end of the scale that all offers share: the largest figure any of them has, in pico; at least 1. */
export function scaleEnd(offers: readonly Offer[]): bigint {
  const figures = offers.flatMap((offer) => [offer.floor, offer.expected, offer.ceiling]).map((money) => money?.pico ?? 0n);
  return figures.reduce((largest, figure) => (figure > largest ? figure : largest), 1n);
}

/** The places of an offer's figures on a scale that ends at `end`. Places are for drawing alone; the figures stay exact beside them. */
export function scalePlaces(offer: Offer, end: bigint): ScalePlaces {
  const place = (money: Money | undefined) => (money ? basisPoints(money.pico, end) / 100 : null);
  return { floor: place(offer.floor), expected: place(offer.expected), ceiling: place(offer.ceiling) };
}

/** A part of a whole in hundredths of a percent. */
function basisPoints(part: bigint, whole: bigint): number {
  return Number((part * 10_000n) / whole);
}
